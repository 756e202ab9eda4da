package io.tupelo.shell;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.coordinator.Coordinators.labels;
import static io.tupelo.coordinator.Coordinators.linda;
import static io.tupelo.coordinator.Coordinators.priority;
import static io.tupelo.coordinator.Coordinators.query;
import static io.tupelo.coordinator.Coordinators.slice;
import static io.tupelo.coordinator.Coordinators.vector;
import static io.tupelo.tuple.Template.template;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.ContainerSpec.WhenFull;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Query.Condition;
import io.tupelo.coordinator.Query.Order;
import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.From;
import io.tupelo.operation.Operation.Into;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Matchers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandParserTest {
    private static final Wait DEFAULT = Wait.UNLESS_LOCKED;

    @ParameterizedTest
    @EnumSource(CommandName.class)
    void everyExampleOfTheHelpIsACommand(CommandName name) {
        assertThat(name.examples()).allSatisfy(example -> assertThat(parse(example).name()).isEqualTo(name));
    }

    @Test
    void createNamesCoordinatorsAndOptions() {
        assertThat(operation("create jobs fifo label? bounded=1000"))
                .isEqualTo(new Operation.CreateContainer(
                        ContainerSpec.named("jobs").with("fifo").withOptional("label").bounded(1000), false));
        assertThat(operation("create jobs fifo strict full=drop bounded=5 deliveries=3 dead=poison ifabsent"))
                .isEqualTo(new Operation.CreateContainer(
                        ContainerSpec.named("jobs")
                                .with("fifo")
                                .bounded(5, WhenFull.DROP_OLDEST)
                                .strictly()
                                .deadLettersAfter(3, "poison"),
                        true));
        assertThat(operation("create cache key durability=memory"))
                .isEqualTo(new Operation.CreateContainer(ContainerSpec.named("cache").with("key").inMemory(), false));
        assertThat(operation("create cache key durability=local"))
                .isEqualTo(new Operation.CreateContainer(ContainerSpec.named("cache").with("key"), false));
    }

    @Test
    void writeTakesATupleCoordinatesAndOptions() {
        assertThat(operation("write jobs (\"resize\", \"cat.png\") label=red"))
                .isEqualTo(new Operation.Write(
                        "jobs", List.of(Draft.of(tuple("resize", "cat.png"), label("red"))), DEFAULT));
        WriteOptions options = new WriteOptions(10_000, 5_000, true);
        assertThat(operation("write jobs (1) label=a,b priority=-3 index=0 key=k ttl=10s delay=5s ephemeral wait=1m"))
                .isEqualTo(new Operation.Write(
                        "jobs",
                        List.of(new Draft(tuple(1), List.of(labels("a", "b"), priority(-3), vector(0), key("k")), options)),
                        Wait.atMost(Duration.ofMinutes(1))));
    }

    @Test
    void putTakesAKeyAndAVersion() {
        assertThat(operation("put accounts alice (1)"))
                .isEqualTo(new Operation.Put("accounts", "alice", Draft.of(tuple(1)), -1, DEFAULT));
        assertThat(operation("put accounts key=7 (1) version=2"))
                .isEqualTo(new Operation.Put("accounts", 7L, Draft.of(tuple(1)), 2, DEFAULT));
    }

    @Test
    void keysAreValuesOrWords() {
        assertThat(selection("key=a-b.c")).isEqualTo(key("a-b.c"));
        assertThat(selection("key=12")).isEqualTo(key(12));
        assertThat(selection("key=\"12\"")).isEqualTo(key("12"));
        assertThat(selection("key=true")).isEqualTo(key(true));
        assertThat(selection("key=uuid'00000000-0000-0001-0000-000000000002'"))
                .isEqualTo(key(new java.util.UUID(1, 2)));
        assertThat(selection("key=(1, \"x\")")).isEqualTo(key(tuple(1, "x")));
    }

    @Test
    void selectorsNarrowInTheOrderWritten() {
        assertThat(selection("label=red priority count=3")).isEqualTo(label("red").then(priority()).count(3));
        assertThat(selection("(\"job\", ?) upto=2")).isEqualTo(linda(template("job", Matchers.any())).upTo(2));
        assertThat(selection("fifo all")).isEqualTo(fifo().all());
        assertThat(selection("available fifo")).isEqualTo(fifo().available());
        assertThat(selection("index=3")).isEqualTo(vector(3));
        assertThat(selection("index=0..2 all")).isEqualTo(slice(0, 2).all());
        assertThat(selection("@near=\"x\"")).isEqualTo(new io.tupelo.coordinator.Selector("near", "x"));
    }

    @Test
    void withoutASelectorTheContainersOwnServes() {
        assertThat(selection("")).isEqualTo(fifo());
        assertThat(selection("count=2")).isEqualTo(fifo().count(2));
    }

    @Test
    void queriesAreReadAsConditionsOrderAndLimit() {
        assertThat(selection("where 1>=18 and 2=\"Vienna\" order 1 desc limit 10"))
                .isEqualTo(query(new Query(
                        new Condition.And(List.of(Query.field(1, Matchers.atLeast(18)), Query.field(2, "Vienna"))),
                        List.of(new Order(1, true)),
                        10)));
        assertThat(selection("where (0<5 or 0>9) and 1!=null order 2, 1 asc available"))
                .isEqualTo(query(new Query(
                                new Condition.And(List.of(
                                        Query.anyOf(
                                                Query.field(0, Matchers.lessThan(5)),
                                                Query.field(0, Matchers.greaterThan(9))),
                                        Query.field(1, Matchers.not(Matchers.equal(null))))),
                                List.of(new Order(2, false), new Order(1, false)),
                                Integer.MAX_VALUE))
                        .available());
        assertThat(selection("limit 3")).isEqualTo(query(Query.everything().limit(3)));
    }

    @Test
    void readTakeCountAndDeleteDifferInWhatTheyDo() {
        assertThat(operation("read jobs fifo")).isEqualTo(new Operation.Get(Pick.READ, "jobs", fifo(), DEFAULT));
        assertThat(operation("take jobs fifo wait=now"))
                .isEqualTo(new Operation.Get(Pick.TAKE, "jobs", fifo(), Wait.NOW));
        assertThat(operation("take jobs fifo wait=forever"))
                .isEqualTo(new Operation.Get(Pick.TAKE, "jobs", fifo(), Wait.FOREVER));
        assertThat(operation("delete jobs fifo count=2"))
                .isEqualTo(new Operation.Get(Pick.DELETE, "jobs", fifo().count(2), DEFAULT));
        assertThat(operation("count jobs")).isEqualTo(new Operation.Get(Pick.COUNT, "jobs", fifo().available(), DEFAULT));
        assertThat(operation("count jobs all")).isEqualTo(new Operation.Get(Pick.COUNT, "jobs", fifo().all(), DEFAULT));
    }

    @Test
    void changeTakesEdits() {
        assertThat(operation("change jobs key=a add 1 5 set 2 \"x\" append 3 4 add 0 -0.5"))
                .isEqualTo(new Operation.Change(
                        "jobs",
                        key("a"),
                        List.of(
                                new Edit.Increment(1, 5L),
                                new Edit.Replace(2, "x"),
                                new Edit.Append(3, 4L),
                                new Edit.Increment(0, -0.5)),
                        DEFAULT));
    }

    @Test
    void moveAndCopyTakeTwoContainers() {
        assertThat(operation("move a b fifo")).isEqualTo(new Operation.Move("a", fifo(), "b", false, DEFAULT));
        assertThat(operation("copy a b label=x all wait=2s"))
                .isEqualTo(new Operation.Move("a", label("x").all(), "b", true, Wait.atMost(Duration.ofSeconds(2))));
    }

    @Test
    void claimsAreMadeCompletedAndReleased() {
        assertThat(operation("claim jobs")).isEqualTo(new Operation.Claim("jobs", fifo(), 30_000, DEFAULT));
        assertThat(operation("claim jobs label=x lease=500ms wait=5s"))
                .isEqualTo(new Operation.Claim("jobs", label("x"), 500, Wait.atMost(Duration.ofSeconds(5))));
        assertThat(operation("complete 7")).isEqualTo(new Operation.Complete(7, List.of()));
        assertThat(operation("complete 7 into done (1) label=x into log (2)"))
                .isEqualTo(new Operation.Complete(
                        7,
                        List.of(
                                new Into("done", Draft.of(tuple(1), label("x"))),
                                new Into("log", Draft.of(tuple(2))))));
        assertThat(operation("release 7")).isEqualTo(new Operation.Release(7, 0));
        assertThat(operation("release 7 delay=5s")).isEqualTo(new Operation.Release(7, 5_000));
    }

    @Test
    void watchTakesKindsReceiptAndNumber() {
        assertThat(parse("watch jobs"))
                .isEqualTo(new Command.Watch(
                        CommandName.WATCH, "jobs", null, EnumSet.allOf(EventKind.class), null, Integer.MAX_VALUE));
        assertThat(parse("watch jobs label=x kinds=written,taken from=1.42.3 max=5"))
                .isEqualTo(new Command.Watch(
                        CommandName.WATCH,
                        "jobs",
                        label("x"),
                        Set.of(EventKind.WRITTEN, EventKind.TAKEN),
                        new Receipt(1, 42, 3),
                        5));
    }

    @Test
    void transactionsBeginAndEnd() {
        assertThat(parse("begin")).isEqualTo(new Command.Begin(CommandName.BEGIN, new Operation.Begin(60_000, true)));
        assertThat(parse("begin deadline=30s isolation=committed"))
                .isEqualTo(new Command.Begin(CommandName.BEGIN, new Operation.Begin(30_000, false)));
        assertThat(parse("commit")).isEqualTo(new Command.End(CommandName.COMMIT, OptionalLong.empty()));
        assertThat(parse("abort tx=3")).isEqualTo(new Command.End(CommandName.ABORT, OptionalLong.of(3)));
        assertThat(((Command.Ask) parse("take jobs tx=3")).transaction()).hasValue(3);
    }

    @Test
    void batchesTakeConditionsAndOperationsThatDoNotWait() {
        assertThat(operation("batch exists a fifo; absent b key=x; version c 17 2; write a (1); take b (\"job\", ?)"))
                .isEqualTo(new Operation.Batch(
                        List.of(
                                new Operation.Condition.Exists(new From("a", fifo())),
                                new Operation.Condition.Absent(new From("b", key("x"))),
                                new Operation.Condition.VersionIs("c", 17, 2)),
                        List.of(
                                new Operation.Write("a", List.of(Draft.of(tuple(1))), Wait.NOW),
                                new Operation.Get(Pick.TAKE, "b", linda(template("job", Matchers.any())), Wait.NOW))));
    }

    @Test
    void inspectionsNameTheirSubject() {
        assertThat(operation("containers")).isEqualTo(new Operation.Inspect(Subject.CONTAINERS));
        assertThat(operation("waiters")).isEqualTo(new Operation.Inspect(Subject.WAITERS));
        assertThat(operation("transactions")).isEqualTo(new Operation.Inspect(Subject.TRANSACTIONS));
        assertThat(operation("sessions")).isEqualTo(new Operation.Inspect(Subject.SESSIONS));
        assertThat(operation("stats")).isEqualTo(new Operation.Inspect(Subject.STATS));
        assertThat(operation("scans")).isEqualTo(new Operation.Inspect(Subject.SCANS));
        assertThat(operation("explain jobs label=x")).isEqualTo(new Operation.Explain("jobs", label("x")));
        assertThat(operation("drop \"two words\"")).isEqualTo(new Operation.DropContainer("two words"));
    }

    @Test
    void whatTheShellDoesItselfIsRead() {
        assertThat(parse("spaces")).isEqualTo(new Command.Spaces(CommandName.SPACES));
        assertThat(parse(" use orders ")).isEqualTo(new Command.Use(CommandName.USE, "orders"));
        assertThat(parse("actors")).isEqualTo(new Command.ActorList(CommandName.ACTORS, Optional.empty(), Optional.empty(), 100));
        assertThat(parse("actors account"))
                .isEqualTo(new Command.ActorList(CommandName.ACTORS, Optional.of("account"), Optional.empty(), 100));
        assertThat(parse("actors max=7 after=\"account/a b\""))
                .isEqualTo(new Command.ActorList(CommandName.ACTORS, Optional.empty(), Optional.of("account/a b"), 7));
        assertThat(parse("groups")).isEqualTo(new Command.Actors(CommandName.GROUPS, Optional.empty()));
        assertThat(parse("groups workers")).isEqualTo(new Command.Actors(CommandName.GROUPS, Optional.of("workers")));
        assertThat(parse("tree")).isEqualTo(new Command.Actors(CommandName.TREE, Optional.empty()));
        assertThat(parse("stuck")).isEqualTo(new Command.Actors(CommandName.STUCK, Optional.empty()));
        assertThat(parse("stop 17")).isEqualTo(new Command.Actors(CommandName.STOP, Optional.of("17")));
        assertThat(parse("restart account/ann")).isEqualTo(new Command.Actors(CommandName.RESTART, Optional.of("account/ann")));
        assertThat(parse("actor account/ann")).isEqualTo(new Command.Actors(CommandName.ACTOR, Optional.of("account/ann")));
        assertThat(parse("mailbox \"account/a b\"")).isEqualTo(new Command.Actors(CommandName.MAILBOX, Optional.of("account/a b")));
        assertThat(parse("activations")).isEqualTo(new Command.Actors(CommandName.ACTIVATIONS, Optional.empty()));
        assertThat(parse("help")).isEqualTo(new Command.Help(CommandName.HELP, Optional.empty()));
        assertThat(parse("help take")).isEqualTo(new Command.Help(CommandName.HELP, Optional.of(CommandName.TAKE)));
        assertThat(parse("exit")).isEqualTo(new Command.Exit(CommandName.EXIT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`tkae jobs` | 1 | there is no command tkae",
                "`(1)` | 1 | a command",
                "`take` | 5 | a container's name",
                "`take jobs lable=red` | 11 | a selector",
                "`take jobs wait=soon` | 16 | now, forever, or a duration",
                "`take jobs wait=5` | 17 | a unit",
                "`take jobs wait=5x` | 17 | a unit",
                "`take jobs wait=5s wait=6s` | 19 | stands here twice",
                "`take jobs count=x` | 17 | a number of entries",
                "`take jobs count=0` | 11 | a count is at least 1",
                "`take jobs count=2 all` | 19 | stands here twice",
                "`take jobs ttl=5s` | 11 | a selector",
                "`take jobs where 1` | 18 | one of = != < <= > >=",
                "`take jobs where x=1` | 17 | the number of a field",
                "`take jobs where 99=1` | 17 | there is no field 99",
                "`take jobs where (1=1` | 21 | ')'",
                "`take jobs limit 0` | 11 | limit is at least 1",
                "`take jobs label=red(1)` | 20 | a space",
                "`write jobs` | 11 | a tuple",
                "`write jobs (1) fifo` | 16 | one of key= label=",
                "`write jobs (1) priority=high` | 25 | a priority",
                "`put jobs null (1)` | 10 | null is no key",
                "`change jobs fifo` | 17 | an edit",
                "`change jobs fifo add 1 \"x\"` | 24 | a number to add",
                "`change jobs fifo set x 1` | 22 | the number of a field",
                "`move a` | 7 | a container's name",
                "`complete` | 9 | a claim's token",
                "`complete 7 done` | 12 | into, a container and a tuple",
                "`release 7 wait=5s` | 11 | one of delay=",
                "`watch jobs kinds=written,gone` | 26 | one of written, taken",
                "`watch jobs from=12` | 19 | a receipt",
                "`begin 30s` | 7 | one of deadline= isolation=",
                "`put a k (1) version=-1` | 21 | a version, which is never negative, not -1",
                "`commit now` | 8 | one of tx=",
                "`batch write a (1); claim b` | 20 | a batch has no claim",
                "`batch write a (1) wait=5s` | 19 | one of key=",
                "`batch` | 6 | one of exists, absent, version, write",
                "`create jobs fifo fifo` | 8 | names a coordinator twice",
                "`create jobs fifo full=maybe` | 23 | wait, fail or drop",
                "`create jobs fifo durability=disk` | 29 | local or memory",
                "`stats now` | 7 | nothing more",
                "`help tkae` | 6 | there is no command tkae",
                "`exit please` | 6 | nothing more",
            })
    void whatIsNoCommandIsRefusedWithItsPlace(String line, int column, String expected) {
        SyntaxException refused = catchThrowableOfType(SyntaxException.class, () -> parse(line));
        assertThat(refused).isNotNull();
        assertThat(refused).hasMessageContaining(expected);
        assertThat(refused.column()).as(refused.getMessage()).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`state ann` | 7 | expected an actor",
                "`activations all` | 13 | nothing more",
                "`stop` | 5 | an actor",
                "`restart` | 8 | an actor",
                "`stop account/ann now` | 18 | nothing more",
                "`tree 1` | 6 | nothing more",
                "`stuck 1` | 7 | nothing more",
                "`groups a b` | 10 | nothing more",
                "`actors account max=x` | 20 | a number",
                "`actors account after=` | 22 | an actor",
                "`actors account wait=5s` | 16 | one of after= max=",
            })
    void whatIsNoCommandAboutActorsIsRefusedWithItsPlace(String line, int column, String expected) {
        whatIsNoCommandIsRefusedWithItsPlace(line, column, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`release -1` | 9 | a claim's token, which is never negative, not -1",
                "`complete -1` | 10 | a claim's token",
                "`commit tx=-3` | 11 | a transaction's number",
                "`batch version a -1 2` | 17 | an entry's number",
                "`release 99999999999999999999` | 9 | 99999999999999999999 does not fit into 64 bits",
                "`write a (1) priority=99999999999999999999` | 22 | does not fit",
                "`take a wait=99999999999999d` | 13 | 99999999999999d is too long a time",
                "`write a (1) ttl=0s` | 17 | lives at least a millisecond",
                "`write a (1e999)` | 10 | 1e999 does not fit",
            })
    void aNumberThatCanNotBeIsRefusedWithItsPlace(String line, int column, String expected) {
        whatIsNoCommandIsRefusedWithItsPlace(line, column, expected);
    }

    @Test
    void theCaretStandsBelowTheColumn() {
        SyntaxException refused = catchThrowableOfType(SyntaxException.class, () -> parse("take jobs wait=5x"));
        assertThat(refused.shownIn("take jobs wait=5x"))
                .startsWith("column 17: expected a unit")
                .endsWith("\ntake jobs wait=5x\n                ^");
    }

    private static Command parse(String line) {
        return CommandParser.parse(line, _ -> fifo());
    }

    private static Operation operation(String line) {
        return ((Command.Ask) parse(line)).operation();
    }

    private static Selection selection(String text) {
        return ((Operation.Get) operation("read jobs " + text)).selection();
    }
}
