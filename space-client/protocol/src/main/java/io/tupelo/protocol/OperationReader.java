package io.tupelo.protocol;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Draft;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation.Condition;
import io.tupelo.operation.Operation.Into;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.Tuple;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Reads requests and operations that [OperationCodec] writes. Those that pick by a selection are in [SelectingReader].
final class OperationReader {
    private OperationReader() {}

    static NumberedRequest readRequest(WireReader in) {
        int entered = in.enter("requests");
        long number = 0;
        long transaction = 0;
        boolean atMostOnce = false;
        Request.ReplyTo replyTo = null;
        Operation operation = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> number = in.uint();
                case 2 -> transaction = in.uint();
                case 3 -> atMostOnce = in.bool();
                case 4 -> replyTo = readReplyTo(in);
                case 5 -> operation = read(in, "operation");
                default -> in.skip();
            }
        }
        if (number <= 0) {
            throw in.malformed("numbers of requests begin at 1");
        }
        Request request = new Request(in.required(operation, "operation"), transaction, atMostOnce, replyTo);
        in.leave(entered);
        return new NumberedRequest(number, request);
    }

    private static Request.ReplyTo readReplyTo(WireReader in) {
        int entered = in.enter("reply_to");
        String container = "";
        Object key = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> key = ValueCodec.readValue(in, "key");
                default -> in.skip();
            }
        }
        Request.ReplyTo replyTo =
                new Request.ReplyTo(in.requiredText(container, "container"), in.required(key, "key"));
        in.leave(entered);
        return replyTo;
    }

    static Operation read(WireReader in, String place) {
        int entered = in.enter(place);
        in.deeper();
        Operation operation = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field > 25) {
                in.skip();
            } else {
                operation = read(in, field);
            }
        }
        in.shallower();
        Operation known = in.required(operation, "an operation of a known kind");
        in.leave(entered);
        return known;
    }

    private static Operation read(WireReader in, int kind) {
        return switch (kind) {
            case 1 -> readWrite(in);
            case 2 -> readPut(in);
            case 3 -> SelectingReader.readGet(in);
            case 4 -> SelectingReader.readEither(in);
            case 5 -> SelectingReader.readChange(in);
            case 6 -> SelectingReader.readMove(in);
            case 7 -> SelectingReader.readClaim(in);
            case 8 -> readComplete(in);
            case 9 -> {
                long[] numbers = numbers(in, "release");
                yield new Operation.Release(numbers[0], numbers[1]);
            }
            case 10 -> {
                long[] numbers = numbers(in, "extend_claim");
                yield new Operation.ExtendClaim(numbers[0], numbers[1]);
            }
            case 11 -> {
                Named named = named(in, "renew");
                yield new Operation.Renew(named.container(), named.entry(), named.number());
            }
            case 12 -> {
                Named named = named(in, "cancel");
                yield new Operation.Cancel(named.container(), named.entry());
            }
            case 13 -> readBatch(in);
            case 14 -> {
                long[] numbers = numbers(in, "begin");
                yield new Operation.Begin(numbers[0], numbers[1] != 0);
            }
            case 15 -> new Operation.Commit(numbers(in, "commit")[0]);
            case 16 -> new Operation.Abort(numbers(in, "abort")[0]);
            case 17 -> {
                long[] numbers = numbers(in, "extend_transaction");
                yield new Operation.ExtendTransaction(numbers[0], numbers[1]);
            }
            case 18 -> readWatch(in);
            case 19 -> new Operation.Withdraw(numbers(in, "withdraw")[0]);
            case 20 -> readCreate(in);
            case 21 -> new Operation.DropContainer(named(in, "drop_container").container());
            case 22 -> readFind(in);
            case 23 -> SelectingReader.readExplain(in);
            case 24 -> new Operation.Inspect(
                    EnumCodec.fromOne(in, numbers(in, "inspect")[0], Subject.values()));
            case 25 -> readExecute(in);
            default -> throw in.malformed("there is no operation " + kind);
        };
    }

    /// Reads a message whose fields 1 and 2 are numbers.
    private static long[] numbers(WireReader in, String place) {
        int entered = in.enter(place);
        long[] numbers = new long[2];
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field <= 2) {
                numbers[field - 1] = in.uint();
            } else {
                in.skip();
            }
        }
        in.leave(entered);
        return numbers;
    }

    private record Named(String container, long entry, long number) {}

    /// Reads a message of a container's name and up to two numbers.
    private static Named named(WireReader in, String place) {
        int entered = in.enter(place);
        String container = "";
        long entry = 0;
        long number = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> entry = in.uint();
                case 3 -> number = in.uint();
                default -> in.skip();
            }
        }
        Named named = new Named(in.requiredText(container, "container"), entry, number);
        in.leave(entered);
        return named;
    }

    private static Operation readWrite(WireReader in) {
        int entered = in.enter("write");
        String container = "";
        List<Draft> drafts = List.of();
        Wait patience = Wait.UNLESS_LOCKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> drafts = Lists.with(drafts, EntryCodec.readDraft(in, "drafts"));
                case 3 -> patience = EnumCodec.readWait(in);
                default -> in.skip();
            }
        }
        Operation write =
                new Operation.Write(in.requiredText(container, "container"), Lists.closed(drafts), patience);
        in.leave(entered);
        return write;
    }

    private static Operation readPut(WireReader in) {
        int entered = in.enter("put");
        String container = "";
        Object key = null;
        Draft draft = null;
        long version = 0;
        Wait patience = Wait.UNLESS_LOCKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> key = ValueCodec.readValue(in, "key");
                case 3 -> draft = EntryCodec.readDraft(in, "draft");
                case 4 -> version = in.sint();
                case 5 -> patience = EnumCodec.readWait(in);
                default -> in.skip();
            }
        }
        Operation put = new Operation.Put(
                in.requiredText(container, "container"),
                in.required(key, "key"),
                in.required(draft, "draft"),
                version,
                patience);
        in.leave(entered);
        return put;
    }

    private static Operation readComplete(WireReader in) {
        int entered = in.enter("complete");
        long token = 0;
        List<Into> results = List.of();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> token = in.uint();
                case 2 -> results = Lists.with(results, readInto(in));
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Operation.Complete(token, Lists.closed(results));
    }

    private static Into readInto(WireReader in) {
        int entered = in.enter("results");
        String container = "";
        Draft draft = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> draft = EntryCodec.readDraft(in, "draft");
                default -> in.skip();
            }
        }
        Into into = new Into(in.requiredText(container, "container"), in.required(draft, "draft"));
        in.leave(entered);
        return into;
    }

    private static Operation readBatch(WireReader in) {
        int entered = in.enter("batch");
        List<Condition> conditions = List.of();
        List<Operation> operations = List.of();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> conditions = Lists.with(conditions, readCondition(in));
                case 2 -> operations = Lists.with(operations, read(in, "operations"));
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Operation.Batch(Lists.closed(conditions), Lists.closed(operations));
    }

    private static Condition readCondition(WireReader in) {
        int entered = in.enter("conditions");
        Condition condition = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> condition = new Condition.Exists(SelectingReader.readFrom(in, "exists"));
                case 2 -> condition = new Condition.Absent(SelectingReader.readFrom(in, "absent"));
                case 3 -> {
                    Named named = named(in, "version");
                    condition = new Condition.VersionIs(named.container(), named.entry(), named.number());
                }
                default -> in.skip();
            }
        }
        Condition known = in.required(condition, "a condition of a known kind");
        in.leave(entered);
        return known;
    }

    private static Operation readWatch(WireReader in) {
        int entered = in.enter("watch");
        String container = "";
        Selection selection = null;
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        Receipt from = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> selection = SelectionCodec.read(in);
                case 3 -> readKinds(in, kinds);
                case 4 -> from = EntryCodec.readReceipt(in, "from");
                default -> in.skip();
            }
        }
        Operation watch = new Operation.Watch(
                in.requiredText(container, "container"), selection, Collections.unmodifiableSet(kinds), from);
        in.leave(entered);
        return watch;
    }

    private static void readKinds(WireReader in, Set<EventKind> kinds) {
        if (!in.isPacked()) {
            kinds.add(EnumCodec.fromOne(in, in.uint(), EventKind.values()));
            return;
        }
        int entered = in.enter("kinds");
        while (!in.packedEnd()) {
            kinds.add(EnumCodec.fromOne(in, in.packed(), EventKind.values()));
        }
        in.leave(entered);
    }

    private static Operation readCreate(WireReader in) {
        int entered = in.enter("create_container");
        ContainerSpec spec = null;
        boolean ifAbsent = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> spec = ContainerCodec.read(in);
                case 2 -> ifAbsent = in.bool();
                default -> in.skip();
            }
        }
        Operation create = new Operation.CreateContainer(in.required(spec, "spec"), ifAbsent);
        in.leave(entered);
        return create;
    }

    private static Operation readFind(WireReader in) {
        int entered = in.enter("find_container");
        String container = "";
        Wait patience = Wait.UNLESS_LOCKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> patience = EnumCodec.readWait(in);
                default -> in.skip();
            }
        }
        Operation find = new Operation.FindContainer(in.requiredText(container, "container"), patience);
        in.leave(entered);
        return find;
    }

    private static Operation readExecute(WireReader in) {
        int entered = in.enter("execute");
        String procedure = "";
        Tuple arguments = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> procedure = in.string();
                case 2 -> arguments = ValueCodec.readTuple(in, "arguments");
                default -> in.skip();
            }
        }
        Operation execute = new Operation.Execute(
                in.requiredText(procedure, "procedure"), in.required(arguments, "arguments"));
        in.leave(entered);
        return execute;
    }
}
