package io.tupelo.examples.orbit;

import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.durable.VirtualRef;
import io.tupelo.examples.orbit.Profile.Command;
import io.tupelo.examples.stage.JavaProcess;
import io.tupelo.examples.stage.Silo;
import io.tupelo.examples.stage.Stage;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Orbit in Tupelo: profiles that come into memory and leave it, on a host that is killed while they are visited, and on others that go on.
public final class Orbit {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USERS = 20;
    private static final int VISITS = 50;

    private final Stage stage;
    private final Silo client;

    private Orbit(Stage stage, Silo client) {
        this.stage = stage;
        this.client = client;
    }

    /// Runs it, with a server and hosts of its own.
    ///
    /// @throws IllegalArgumentException if it is given the address of a server, among whose actors it would leave its own
    /// @throws IllegalStateException if a visit was lost, or counted twice
    public static void main(String[] arguments) throws Exception {
        Stage.needsItsOwnServer("orbit", arguments);
        try (Stage stage = Stage.open();
                Silo client = Silo.start(stage.address(), "client")) {
            Orbit orbit = new Orbit(stage, client);
            try (JavaProcess first = orbit.host("host-1")) {
                orbit.comesAndGoes(first);
                orbit.isKilled(first);
            }
            try (JavaProcess second = orbit.host("host-2")) {
                orbit.goesOn(second);
                orbit.leaves(second);
            }
        }
    }

    private JavaProcess host(String name) throws IOException, InterruptedException {
        return Silo.startProcess(stage.address(), name, Profile.Types.class);
    }

    private VirtualRef<Command> profile(String user) {
        return client.actors().ref(Profile.TYPE, user);
    }

    private Profile.Data look(String user) {
        return profile(user).ask(new Command.Look(), PATIENCE);
    }

    /// A message brings a profile into memory, and idleness takes it out: both times it is told.
    private void comesAndGoes(JavaProcess host) throws InterruptedException {
        show("the name of ann before", "ann", profile("ann").ask(new Command.Rename("Ann"), PATIENCE));
        host.awaitLine("ann is activated: " + new Profile.Data("ann", 0));
        for (int i = 0; i < 3; i++) {
            profile("ann").send(new Command.Visit()).join();
        }
        host.awaitLine("ann is deactivated: " + new Profile.Data("Ann", 3));
        show("the next message finds her", new Profile.Data("Ann", 3), look("ann"));
        host.awaitLine("ann is activated: " + new Profile.Data("Ann", 3));
    }

    /// Visits are sent all the time, also while nobody hosts profiles.
    private void isKilled(JavaProcess host) throws InterruptedException {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int visit = 0; visit < VISITS; visit++) {
            for (int user = 0; user < USERS; user++) {
                sent.add(profile("user-" + user).send(new Command.Visit()));
            }
            if (visit == VISITS / 2) {
                host.awaitLine("user-0 is activated: " + new Profile.Data("user-0", 0));
                say("kill -9: host-1 ended with status " + host.kill());
            }
        }
        sent.forEach(CompletableFuture::join);
    }

    /// The next host has the profiles, and handles what was sent.
    private void goesOn(JavaProcess host) throws InterruptedException {
        show("after that", new Profile.Data("Ann", 3), look("ann"));
        host.awaitLine("ann is activated: " + new Profile.Data("Ann", 3));
        Stage.awaitQuiet(client.space());
        show("users with exactly " + VISITS + " visits, in the space", USERS, countInSpace());
    }

    private int countInSpace() {
        return Math.toIntExact(IntStream.range(0, USERS)
                .filter(user -> Tuple.of(new Profile.Data("user-" + user, VISITS)).equals(Stage.kept(client.space(), "profile/user-" + user)))
                .count());
    }

    /// A host that leaves has told its profiles before the next one has them.
    private void leaves(JavaProcess second) throws IOException, InterruptedException {
        profile("bob").ask(new Command.Rename("Bob"), PATIENCE);
        show("host-2 leaves, with status", 0, second.stop());
        second.awaitLine("bob is deactivated: " + new Profile.Data("Bob", 0));
        try (JavaProcess _ = host("host-3")) {
            show("on host-3", new Profile.Data("Bob", 0), look("bob"));
        }
    }
}
