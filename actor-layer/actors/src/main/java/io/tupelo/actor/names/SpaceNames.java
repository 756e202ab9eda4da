package io.tupelo.actor.names;

import static io.tupelo.coordinator.Coordinators.label;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.Messages;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.VirtualRef;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The names, groups and singletons of a space, seen from this process. Messages are a sealed interface of records, or a record.
/// Thread-safe; to be closed, which gives up all that this process has.
///
/// Methods that wait are for virtual threads; those that end in `Async` are for actors.
public final class SpaceNames implements AutoCloseable {
    private final SpaceActors actors;
    private final String host;
    private final long process;
    private final Map<String, ActorType<?, ?>> types = new ConcurrentHashMap<>();
    private final Locals locals;
    /// By address.
    private final Map<String, Registration<?>> held = new ConcurrentHashMap<>();
    private final Set<Offer<?>> offers = ConcurrentHashMap.newKeySet();
    private final AtomicLong members = new AtomicLong();
    private final AtomicLong references = new AtomicLong();
    private final Questions questions = new Questions();
    /// What answers others, by their process.
    private final Map<Long, Outbox> answers = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ActorRef<Postmaster.Event> postmaster;

    private SpaceNames(SpaceActors actors, String host, long process) {
        this.actors = actors;
        this.host = host;
        this.process = process;
        this.locals = new Locals(this);
        this.postmaster = actors.actors().spawn(ActorSpec.of(new Postmaster(this)::begin));
    }

    /// Opens the names of a space. Blocks until this process is known there.
    ///
    /// @param actors the space, and where actors run; not closed with this
    /// @param process how this process is called in what others are told
    /// @param known types of virtual actors whose addresses can be resolved
    public static SpaceNames open(SpaceActors actors, String process, ActorType<?, ?>... known) {
        Registry.create(actors.space());
        long number = actors.space()
                .container(Registry.PROCESSES)
                .write(Tuple.tuple(process), WriteOptions.DEFAULT.endingWithSession())
                .ids()
                .getFirst();
        SpaceNames names = new SpaceNames(actors, process, number);
        for (ActorType<?, ?> type : known) {
            names.types.put(type.name(), type);
        }
        return names;
    }

    // ---- names ----

    /// Registers an actor of this process under a name that nobody else in the space has, until it ends, or the session does.
    ///
    /// @param messages what the actor accepts
    /// @throws NameTakenException if somebody has the name
    public <M> Registration<M> register(String name, ActorRef<M> actor, Class<M> messages) {
        return await(registerAsync(name, actor, messages));
    }

    /// Does as [#register] without blocking.
    public <M> CompletableFuture<Registration<M>> registerAsync(String name, ActorRef<M> actor, Class<M> messages) {
        return hold(new Holding<>(addressOfName(name), List.of(Registry.NAMED), messages, null, _ -> actor, false));
    }

    /// Looks a name up, in one round trip.
    ///
    /// @throws UnknownNameException if nobody has it
    /// @throws IllegalArgumentException if who has it accepts other messages
    public <M> NamedRef<M> named(String name, Class<M> messages) {
        return await(namedAsync(name, messages));
    }

    /// Does as [#named] without blocking.
    public <M> CompletableFuture<NamedRef<M>> namedAsync(String name, Class<M> messages) {
        String address = addressOfName(name);
        return find(address).thenApply(found -> {
            Registry.Place place = found.orElseThrow(() -> unknown(address));
            place.check(messages);
            return new NamedRef<>(this, address, messages, place);
        });
    }

    private static String addressOfName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name has at least one character");
        }
        return Registry.NAME + name;
    }

    // ---- addresses ----

    /// Returns the address of an actor, to be written into a tuple.
    ///
    /// @throws IllegalArgumentException if it has none: a volatile actor has one while it is registered, or a member of a group, or once a
    ///     message to another process has referred to it
    public String addressOf(ActorRef<?> actor) {
        if (actor instanceof NamedRef<?> || actor instanceof VirtualRef<?>) {
            return actor.name();
        }
        return locals.addressOf(actor)
                .orElseThrow(() -> new IllegalArgumentException("no address: " + actor + " isn't registered"));
    }

    /// Returns where to reach what has an address. No round trip: whether somebody is there shows when it is sent to.
    ///
    /// @param address `name:NAME`, `group:GROUP/NUMBER`, `ref:PROCESS/NUMBER`, or `TYPE/KEY` of a virtual actor
    /// @param messages what the actor accepts
    /// @throws IllegalArgumentException if that is no address, or of a type that isn't known here or accepts other messages
    public <M> ActorRef<M> resolve(String address, Class<M> messages) {
        if (address.startsWith(Registry.NAME) || address.startsWith(Registry.GROUP)) {
            return new NamedRef<>(this, address, messages, null);
        }
        if (address.startsWith(Registry.REFERENCE)) {
            return new NamedRef<>(this, address, messages, Registry.Place.within(processOf(address), address, messages));
        }
        int slash = address.indexOf('/');
        ActorType<?, ?> type = slash < 0 ? null : types.get(address.substring(0, slash));
        if (type == null) {
            throw new IllegalArgumentException("not an address of something that is known here: " + address);
        }
        return virtual(type, address.substring(slash + 1), messages);
    }

    private static long processOf(String reference) {
        try {
            return Long.parseLong(reference, Registry.REFERENCE.length(), Math.max(0, reference.indexOf('/')), 10);
        } catch (IndexOutOfBoundsException | NumberFormatException malformed) {
            throw new IllegalArgumentException("not an address: " + reference, malformed);
        }
    }

    /// Returns the address of what a message to another process refers to: a new one, if it has none.
    <M> String export(ActorRef<?> ref, Class<M> messages) {
        if (ref instanceof NamedRef<?> || ref instanceof VirtualRef<?>) {
            return ref.name();
        }
        Optional<String> has = locals.addressOf(ref);
        if (has.isPresent()) {
            return has.get();
        }
        var _ = Messages.of(messages);
        @SuppressWarnings("unchecked") // the message says so
        Local<M> local = new Local<>(messages, (ActorRef<M>) ActorHost.local(ref));
        String address = Registry.REFERENCE + process + '/' + references.incrementAndGet();
        if (locals.export(address, local)) {
            postmaster.tell(new Postmaster.Event.Exported(address, local));
            return address;
        }
        return export(ref, messages);
    }

    @SuppressWarnings("unchecked") // checked by its class
    private <M> ActorRef<M> virtual(ActorType<?, ?> type, String key, Class<M> messages) {
        if (type.messages() != messages) {
            throw new IllegalArgumentException(
                    type.name() + "/" + key + " accepts " + type.messages().getName() + ", not " + messages.getName());
        }
        return actors.ref((ActorType<M, ?>) type, key);
    }

    // ---- groups ----

    /// Has an actor of this process join a group, until it ends, or the session does. One that joins twice is there twice.
    ///
    /// @param messages what the actor accepts; the same for all members
    public <M> Registration<M> join(String group, ActorRef<M> actor, Class<M> messages) {
        return await(joinAsync(group, actor, messages));
    }

    /// Does as [#join] without blocking.
    public <M> CompletableFuture<Registration<M>> joinAsync(String group, ActorRef<M> actor, Class<M> messages) {
        String address = addressOfGroup(group) + '/' + process + '.' + members.incrementAndGet();
        return hold(new Holding<>(address, List.of(Registry.MEMBER, addressOfGroup(group)), messages, null, _ -> actor, false));
    }

    /// Returns who is in a group, in the order in which they have joined; nobody if there is no such group.
    ///
    /// @throws IllegalArgumentException if a member accepts other messages
    public <M> List<NamedRef<M>> members(String group, Class<M> messages) {
        return await(membersAsync(group, messages));
    }

    /// Does as [#members] without blocking.
    public <M> CompletableFuture<List<NamedRef<M>>> membersAsync(String group, Class<M> messages) {
        return Registry.list(space(), label(addressOfGroup(group))).thenApply(places -> places.stream()
                .map(place -> {
                    place.check(messages);
                    return new NamedRef<>(this, place.address(), messages, place);
                })
                .toList());
    }

    /// Sends a message to all who are in a group, to each at most once.
    ///
    /// @return completes when it has been sent, with how many there are
    public <M> CompletableFuture<Integer> broadcast(String group, Class<M> messages, M message) {
        return membersAsync(group, messages).thenApplyAsync(
                all -> {
                    all.forEach(member -> member.tell(message));
                    return all.size();
                },
                this::execute);
    }

    /// Returns one of a group: another one each time.
    ///
    /// @throws UnknownNameException if nobody is in it
    public <M> NamedRef<M> pick(String group, Class<M> messages) {
        return await(pickAsync(group, messages));
    }

    /// Does as [#pick] without blocking.
    public <M> CompletableFuture<NamedRef<M>> pickAsync(String group, Class<M> messages) {
        return membersAsync(group, messages).thenApply(all -> {
            if (all.isEmpty()) {
                throw new UnknownNameException("nobody is in group " + group);
            }
            return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
        });
    }

    private static String addressOfGroup(String group) {
        if (group.isEmpty() || group.contains("/")) {
            throw new IllegalArgumentException("not a name for a group: '" + group + "'");
        }
        return Registry.GROUP + group;
    }

    // ---- singletons ----

    /// Offers to run a singleton: one actor in the space, under a name, in one of the processes that offer it. If it ends, or its process
    /// does or isn't heard of for `lease`, one of them starts another.
    ///
    /// Two may run at the same time for a while, if a process was only slow: what they write is to require the [Fence].
    ///
    /// @param messages what the actor accepts
    /// @param lease how long others wait for a process that isn't heard of; in every process the same
    /// @param spec what the actor is to be, for each start anew
    public <M> Offer<M> singleton(String name, Class<M> messages, Duration lease, Function<Fence, ActorSpec<M>> spec) {
        Function<Fence, ActorRef<M>> start = fence -> actors.actors().spawn(spec.apply(fence));
        Candidate<M> candidate =
                new Candidate<>(this, new Holding<>(addressOfName(name), List.of(Registry.NAMED), messages, lease, start, true));
        Offer<M> offer = new Offer<>(this, candidate, actors.actors().spawn(ActorSpec.of(candidate::begin)));
        offers.add(offer);
        return offer;
    }

    void withdrawn(Offer<?> offer) {
        offers.remove(offer);
    }

    // ---- for those who hold addresses, and send to them ----

    <M> CompletableFuture<Registration<M>> hold(Holding<M> holding) {
        var _ = Messages.of(holding.messages());
        locals.expect(holding.address());
        CompletableFuture<Registration<M>> begun = new CompletableFuture<>();
        var _ = begun.whenComplete((_, _) -> locals.settled(holding.address()));
        Holder<M> holder = new Holder<>(this, holding, begun);
        var _ = actors.actors().spawn(ActorSpec.of(holder::begin).blockingly());
        return begun;
    }

    void arrived(Local<?> local, Registration<?> registration) {
        held.put(registration.address(), registration);
        locals.arrived(registration.address(), local);
    }

    void departed(String address, Local<?> local) {
        if (locals.departed(address, local)) {
            held.remove(address);
        }
    }

    /// The session is over, and with it all that was held.
    void lost(String why) {
        held.values().forEach(registration -> registration.lose(why));
    }

    /// Delivers what an entry of the post carries.
    void deliver(Tuple entry) {
        String address = entry.string(0);
        List<?> messages = entry.list(1);
        if (address.startsWith(Registry.PROCESS)) {
            messages.forEach(answer -> questions.answer((Tuple) answer));
            return;
        }
        List<?> numbers = entry.size() > 2 ? entry.list(3) : List.of();
        for (int i = 0; i < messages.size(); i++) {
            Answering answering = numbers.isEmpty() ? null : new Answering(this, entry.integer(2), (Long) numbers.get(i));
            locals.deliver(address, new Incoming((Tuple) messages.get(i), answering));
        }
    }

    /// Returns a message as it goes by post.
    ///
    /// @throws IllegalArgumentException if `address` doesn't accept it, or it can't be written to a space
    <M> Letter letter(Class<M> type, M message, String address) {
        References written = new References(this, null);
        Tuple encoded = Messages.of(type).encode(message, address, written);
        return new Letter(encoded, written.number(questions));
    }

    Questions questions() {
        return questions;
    }

    /// Sends an answer to a process that has asked. If that isn't there any more, nobody waits for it.
    void answer(long to, Tuple answer) {
        String address = Registry.PROCESS + to;
        Outbox outbox = answers.computeIfAbsent(
                to, _ -> new Outbox(this, address, Tuple.class, Registry.Place.within(to, address, Tuple.class)));
        var _ = outbox.send(new Letter(answer, 0)).exceptionally(failure -> {
            if (cause(failure) instanceof UnknownNameException) {
                answers.remove(to, outbox);
            } else {
                report(address, "an answer was not sent: " + cause(failure));
            }
            return null;
        });
    }

    long nanos() {
        return actors.actors().dispatcher().nanos();
    }

    /// Returns the actor that has an address, if it is in this process; null if not.
    ///
    /// @throws IllegalArgumentException if it accepts other messages
    @SuppressWarnings("unchecked") // checked by its class
    <M> @Nullable ActorRef<M> here(String address, Class<M> type) {
        Local<?> local = locals.get(address);
        if (local == null) {
            return null;
        }
        if (local.messages() != type) {
            throw new IllegalArgumentException(
                    address + " accepts " + local.messages().getName() + ", not " + type.getName());
        }
        return (ActorRef<M>) local.actor();
    }

    CompletableFuture<Optional<Registry.Place>> find(String address) {
        return Registry.find(space(), address);
    }

    Draft entry(Holding<?> holding) {
        return Registry.entry(process, host, holding);
    }

    Space space() {
        return actors.space();
    }

    /// Returns the number of this process.
    long process() {
        return process;
    }

    void execute(Runnable action) {
        actors.actors().dispatcher().execute(action, false);
    }

    void report(String address, String why) {
        actors.report(address, why);
    }

    static UnknownNameException unknown(String address) {
        return new UnknownNameException("nobody has " + address);
    }

    /// Returns why a stage has failed.
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    <T> T await(CompletableFuture<T> future) {
        try {
            return actors.actors().dispatcher().await(future);
        } catch (CompletionException failed) {
            if (cause(failed) instanceof RuntimeException why) {
                throw why;
            }
            throw failed;
        }
    }

    /// Gives up all that this process has: ends its singletons, and leaves names and groups. Blocks until they are free for others.
    @Override
    public void close() {
        List.copyOf(offers).forEach(Offer::close);
        List.copyOf(held.values()).forEach(Registration::close);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        postmaster.tell(new Postmaster.Event.Close(closed));
        await(closed);
        Request leave = Request.of(new Operation.Cancel(Registry.PROCESSES, process));
        await(actors.space().submitAsync(leave).handle((_, _) -> Boolean.TRUE));
    }
}
