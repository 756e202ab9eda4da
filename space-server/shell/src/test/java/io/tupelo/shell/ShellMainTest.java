package io.tupelo.shell;

import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.coordinator.Coordinators.linda;
import static io.tupelo.shell.FakeServer.RECEIPT;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.Template;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class ShellMainTest {
    private static final Entry ENTRY = new Entry(7, 2, tuple("job", 1), List.of(label("red")), 1_000, 61_000, 1);
    private static final Answer FOUND = new Answer.Found(RECEIPT, List.of(ENTRY), 0);

    private final FakeServer server = new FakeServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String address = "";

    private int run(String... arguments) {
        CommandLine commandLine = ShellMain.commandLine(hostAndPort -> {
            address = hostAndPort;
            return server;
        });
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @Test
    void theAddressNamesServerAndSpace() {
        assertThat(run("-c", "stats")).isZero();
        assertThat(address).isEqualTo("localhost:7420");
        assertThat(server.connected).containsExactly("default");
        assertThat(run("--connect", "there:99/orders", "-c", "stats")).isZero();
        assertThat(address).isEqualTo("there:99");
        assertThat(server.connected).endsWith("orders");
    }

    @Test
    void entriesAreShownAsATable() {
        server.answering(FOUND);
        assertThat(run("-c", "take jobs fifo")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "id  tuple       coordinates  version  lease",
                        " 7  (\"job\", 1)  label=\"red\"        2  1970-01-01T00:01:01Z",
                        "1 entry at 1.42.0");
    }

    @Test
    void writesShowTheirReceipt() {
        server.answering(new Answer.Written(RECEIPT, List.of(7L), 1));
        assertThat(run("-c", "write jobs (1)")).isZero();
        assertThat(out).hasToString("written: entry 7, version 1 at 1.42.0" + System.lineSeparator());
    }

    @Test
    void aClaimThatIsCompletedWritingNothingIsDone() {
        server.answering(new Answer.Written(RECEIPT, List.of(), 1));
        assertThat(run("-c", "complete 7")).isZero();
        assertThat(out).hasToString("done at 1.42.0" + System.lineSeparator());
    }

    @Test
    void nothingFoundIsStatusOneAndStops() {
        for (Answer answer :
                List.of(new Answer.Empty(RECEIPT), new Answer.Locked(RECEIPT), new Answer.TimedOut(RECEIPT))) {
            server.requests.clear();
            server.answering(answer);
            assertThat(run("-c", "take jobs fifo", "-c", "stats")).isEqualTo(1);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aFailureIsStatusTwoWithItsCodeOnTheErrorStream() {
        server.answering(new Answer.Failed(RECEIPT, ErrorCode.UNKNOWN_CONTAINER, "there is no container jobs"));
        assertThat(run("-c", "take jobs fifo", "-c", "stats")).isEqualTo(2);
        assertThat(server.requests).hasSize(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip()).isEqualTo("UNKNOWN_CONTAINER: there is no container jobs");
    }

    @Test
    void aLineThatIsNoCommandIsStatusTwoAndShowsWhere() {
        assertThat(run("-c", "take jobs wait=5x")).isEqualTo(2);
        assertThat(server.requests).isEmpty();
        assertThat(err.toString()).contains("SYNTAX: column 17: expected a unit", "\ntake jobs wait=5x\n                ^");
    }

    @Test
    void aTransactionHoldsForTheCommandsThatFollow() {
        server.answering(operation -> switch (operation) {
            case Operation.Begin _ -> new Answer.Begun(RECEIPT, 3);
            case Operation.Get _ -> FOUND;
            default -> new Answer.Done(RECEIPT);
        });
        assertThat(run("-c", "begin", "-c", "take jobs fifo", "-c", "take jobs fifo tx=9", "-c", "stats", "-c", "commit", "-c",
                        "take jobs fifo"))
                .isZero();
        assertThat(server.requests).extracting(Request::transaction).containsExactly(0L, 3L, 9L, 0L, 0L, 0L);
        assertThat(server.requests.get(4).operation()).isEqualTo(new Operation.Commit(3));
    }

    @Test
    void endingNoTransactionFails() {
        assertThat(run("-c", "commit")).isEqualTo(2);
        assertThat(err.toString()).startsWith("UNKNOWN_TRANSACTION: no transaction is open here");
    }

    @Test
    void usingAnotherSpaceEndsTheSessionWithThisOne() {
        assertThat(run("-c", "use orders", "-c", "stats")).isZero();
        assertThat(server.connected).containsExactly("default", "orders");
        assertThat(server.closed).isEqualTo(2);
        assertThat(run("-c", "use nowhere")).isEqualTo(2);
        assertThat(err.toString()).startsWith("UNKNOWN_SPACE: there is no space nowhere");
    }

    @Test
    void spacesAreListed() {
        assertThat(run("-c", "spaces")).isZero();
        assertThat(out.toString().lines()).containsExactly("default", "orders");
    }

    @Test
    void withoutASelectorTheContainerIsAsked() {
        server.answering(operation -> switch (operation) {
            case Operation.FindContainer _ ->
                new Answer.Described(RECEIPT, ContainerSpec.named("jobs").with("label").with("linda"), 0);
            default -> FOUND;
        });
        assertThat(run("-c", "take jobs")).isZero();
        assertThat(server.lastOperation())
                .isEqualTo(new Operation.Get(
                        Operation.Pick.TAKE,
                        "jobs",
                        linda(Template.template(Matchers.rest())),
                        io.tupelo.operation.Wait.UNLESS_LOCKED));
    }

    @Test
    void aContainerThatNeedsASelectorSaysSo() {
        server.answering(new Answer.Described(RECEIPT, ContainerSpec.named("jobs").with("key"), 0));
        assertThat(run("-c", "take jobs")).isEqualTo(2);
        assertThat(err.toString()).startsWith("INVALID_SELECTION: container jobs needs a selector: it has key");
    }

    @Test
    void tablesAreAligned() {
        server.answering(new Answer.Rows(
                RECEIPT, List.of("name", "entries"), List.of(tuple("jobs", 7), tuple("a longer name", 1234))));
        assertThat(run("-c", "containers")).isZero();
        assertThat(out.toString().lines())
                .containsExactly("name           entries", "jobs                 7", "a longer name     1234");
    }

    @Test
    void aWatchShowsItsEvents() {
        server.events.add(new Event(EventKind.WRITTEN, "jobs", RECEIPT, ENTRY));
        server.events.add(new Event(EventKind.GAP, "jobs", RECEIPT, null));
        assertThat(run("-c", "watch jobs max=2")).isZero();
        assertThat(out.toString().lines()).containsExactly("1.42.0 written 7 (\"job\", 1)", "1.42.0 gap");
    }

    @Test
    void jsonIsOneObjectACommand() {
        server.answering(FOUND);
        assertThat(run("--json", "-c", "take jobs fifo", "-c", "read jobs fifo")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        JsonObject object = JsonParser.parseString(out.toString().lines().findFirst().orElseThrow()).getAsJsonObject();
        assertThat(object.get("command").getAsString()).isEqualTo("take");
        assertThat(object.get("answer").getAsString()).isEqualTo("found");
        assertThat(object.get("receipt").getAsString()).isEqualTo("1.42.0");
        JsonObject entry = object.getAsJsonArray("entries").get(0).getAsJsonObject();
        assertThat(entry.get("tuple").getAsString()).isEqualTo("(\"job\", 1)");
        assertThat(entry.get("fields").toString()).isEqualTo("[\"job\",1]");
        assertThat(entry.get("leaseEndMillis").getAsLong()).isEqualTo(61_000);
    }

    @Test
    void jsonFailuresAreObjectsToo() {
        assertThat(run("--json", "-c", "take jobs wait=5x")).isEqualTo(2);
        JsonObject object = JsonParser.parseString(err.toString()).getAsJsonObject();
        assertThat(object.get("error").getAsString()).isEqualTo("SYNTAX");
        assertThat(object.get("message").getAsString()).startsWith("column 17");
    }

    @Test
    void everyAnswerCanBeShownBothWays() {
        List<Answer> answers = List.of(
                new Answer.Counted(RECEIPT, 3),
                new Answer.Claimed(RECEIPT, 5, 61_000, List.of(ENTRY)),
                new Answer.Results(RECEIPT, List.of(FOUND, new Answer.Counted(RECEIPT, 1))),
                new Answer.Watching(RECEIPT),
                new Answer.Described(RECEIPT, ContainerSpec.named("jobs").with("fifo").bounded(3), 1),
                new Answer.Rows(RECEIPT, List.of("a"), List.of()),
                new Answer.Returned(RECEIPT, tuple(1)));
        for (Answer answer : answers) {
            server.answering(answer);
            assertThat(run("-c", "sessions")).isZero();
            assertThat(run("--json", "-c", "sessions")).isZero();
        }
        server.answering(new Answer.Unmet(RECEIPT, 1, new Answer.Empty(RECEIPT)));
        assertThat(run("-c", "sessions")).isEqualTo(1);
        assertThat(run("--json", "-c", "sessions")).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CommandName.class)
    void everyCommandIsExplained(CommandName name) {
        assertThat(run("-c", "help " + name.word())).isZero();
        assertThat(out.toString()).contains(name.usage(), name.summary());
    }

    @Test
    void whatIsPipedInEndsWithTheFirstThatDoesNotSucceed() {
        server.answering(operation -> operation instanceof Operation.Get
                ? new Answer.Empty(RECEIPT)
                : new Answer.Done(RECEIPT));
        TextOutput text = new TextOutput(new PrintWriter(out, true), new PrintWriter(err, true));
        try (ShellSession session = new ShellSession(server, "default", text)) {
            assertThat(ShellMain.run(session, List.of("drop a", "", "drop b").iterator())).isEqualTo(Status.SUCCESS);
            assertThat(ShellMain.run(session, List.of("drop a", "take a fifo", "drop b").iterator())).isEqualTo(Status.NOTHING);
            assertThat(ShellMain.run(session, List.of("drp a", "drop b").iterator())).isEqualTo(Status.FAILURE);
            assertThat(ShellMain.run(session, List.of("exit", "drp b").iterator())).isEqualTo(Status.SUCCESS);
        }
        assertThat(server.requests).hasSize(4);
    }

    @Test
    void whatIsNoOptionIsSaidInTwoLines() {
        assertThat(run("--bogus")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("tupelo shell: Unknown option: '--bogus'", "`tupelo shell --help` lists the options.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anAddressOfAnotherKindIsRefused() {
        assertThat(run("--connect", "http://there:99", "-c", "stats")).isEqualTo(2);
        assertThat(err.toString()).startsWith("ADDRESS: http://there:99 is no address");
        assertThat(server.connected).isEmpty();
    }

    @Test
    void anUnreachableServerIsNamed() {
        server.unreachable = true;
        assertThat(run("-c", "stats")).isEqualTo(2);
        assertThat(err.toString()).startsWith("UNREACHABLE: no server answers at fake:1.");
    }

    @Test
    void aWaitCanBeInterrupted() {
        server.silent();
        TextOutput text = new TextOutput(new PrintWriter(out, true), new PrintWriter(err, true));
        try (ShellSession session = new ShellSession(server, "default", text)) {
            Thread pressing = Thread.ofVirtual().start(() -> {
                while (!server.waiting.isDone()) {
                    session.interrupt();
                    Thread.onSpinWait();
                }
            });
            assertThat(session.run("take jobs fifo wait=forever")).isEqualTo(Status.NOTHING);
            assertThat(server.waiting).isCancelled();
            pressing.interrupt();
        }
        assertThat(out.toString().strip()).isEqualTo("cancelled");
    }

    @Test
    void aWatchThatIsInterruptedEndsAndTheShellGoesOn() {
        server.events.add(new Event(EventKind.WRITTEN, "jobs", RECEIPT, ENTRY));
        TextOutput text = new TextOutput(new PrintWriter(out, true), new PrintWriter(err, true));
        try (ShellSession session = new ShellSession(server, "default", text)) {
            Thread pressing = Thread.ofVirtual().start(() -> {
                while (server.closed == 0) {
                    if (out.toString().contains("written")) {
                        session.interrupt();
                    }
                    Thread.onSpinWait();
                }
            });
            assertThat(session.run("watch jobs")).isEqualTo(Status.SUCCESS);
            pressing.interrupt();
            assertThat(session.run("stats")).isEqualTo(Status.SUCCESS);
        }
        assertThat(out.toString().lines())
                .containsExactly("1.42.0 written 7 (\"job\", 1)", "ended after 1 event", "done at 1.42.0");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatTheSpaceRefusesInATransactionIsAskedWithinIt() {
        server.answering(operation -> operation instanceof Operation.Begin
                ? new Answer.Begun(RECEIPT, 3)
                : new Answer.Done(RECEIPT));
        run("-c", "begin", "-c", "claim jobs fifo", "-c", "batch write jobs (1)", "-c", "explain jobs fifo", "-c", "stats");
        assertThat(server.requests.stream().map(Request::transaction)).containsExactly(0L, 3L, 3L, 3L, 0L);
        server.requests.clear();
        run("-c", "begin", "-c", "create a fifo", "-c", "drop a", "-c", "complete 7", "-c", "release 7");
        assertThat(server.requests.stream().map(Request::transaction)).containsExactly(0L, 3L, 3L, 3L, 3L);
    }

    @Test
    void aSpaceThatCanHaveNoSuchNameIsRefused() {
        assertThat(run("-c", "use \"a b\"")).isEqualTo(2);
        assertThat(err.toString()).contains("UNKNOWN_SPACE").contains("a b");
    }
}
