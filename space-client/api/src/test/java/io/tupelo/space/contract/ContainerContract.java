package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.space.contract.OpensSpaces.awaitWaiters;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Containers come, are found and go; the space tells about itself.
public interface ContainerContract extends OpensSpaces {
    /// A queue.
    ContainerSpec QUEUE = ContainerSpec.named("queue").with("fifo");

    @Test
    default void aCreatedContainerIsFoundByOthers() {
        try (Space one = open();
                Space other = open()) {
            one.create(QUEUE).write(tuple("job"));
            assertThat(other.container("queue").take(fifo()).tuple()).contains(tuple("job"));
        }
    }

    @Test
    default void aContainerThatIsNotThereIsNotFound() {
        try (Space space = open()) {
            assertThat(space.container("nowhere", Wait.NOW)).isEmpty();
            assertThat(space.container("nowhere", Wait.atMost(SHORT))).isEmpty();
        }
    }

    @Test
    default void aLookupWaitsUntilSomeoneCreatesTheContainer() {
        try (Space one = open();
                Space other = open()) {
            var found = CompletableFuture.supplyAsync(() -> one.container("queue", LONG_WAIT));
            awaitWaiters(other, 1);
            other.create(QUEUE);
            assertThat(found.join().map(Container::name)).contains("queue");
        }
    }

    @Test
    default void operationsOnAnUnknownContainerFail() {
        try (Space space = open()) {
            Container nowhere = space.container("nowhere");
            assertFails(ErrorCode.UNKNOWN_CONTAINER, () -> nowhere.write(tuple("job")));
            assertFails(ErrorCode.UNKNOWN_CONTAINER, () -> nowhere.take(fifo(), LONG));
            assertFails(ErrorCode.UNKNOWN_CONTAINER, () -> space.drop("nowhere"));
            assertFails(ErrorCode.UNKNOWN_CONTAINER, nowhere::describe);
        }
    }

    @Test
    default void creatingAContainerTwiceFails() {
        try (Space space = open()) {
            space.create(QUEUE);
            assertFails(ErrorCode.CONTAINER_EXISTS, () -> space.create(QUEUE));
        }
    }

    @Test
    default void createIfAbsentLeavesWhatIsThere() {
        try (Space space = open()) {
            space.create(QUEUE).write(tuple("kept"));
            assertThat(space.createIfAbsent(QUEUE).read(fifo()).tuple()).contains(tuple("kept"));
        }
    }

    @Test
    default void createIfAbsentFailsForAnotherDefinition() {
        try (Space space = open()) {
            space.create(QUEUE);
            assertFails(ErrorCode.CONTAINER_EXISTS, () -> space.createIfAbsent(QUEUE.with("key")));
        }
    }

    @Test
    default void aContainerNeedsCoordinatorsThatAreKnown() {
        try (Space space = open()) {
            assertFails(
                    ErrorCode.UNKNOWN_COORDINATOR,
                    () -> space.create(ContainerSpec.named("odd").with("no-such")));
        }
    }

    @Test
    default void aDroppedContainerIsGoneWithItsEntries() {
        try (Space space = open()) {
            space.create(QUEUE).write(tuple("job"));
            space.drop("queue");
            assertThat(space.container("queue", Wait.NOW)).isEmpty();
            assertThat(space.create(QUEUE).take(fifo()).isFound()).isFalse();
        }
    }

    @Test
    default void whoWaitsInADroppedContainerFails() {
        try (Space space = open()) {
            var waiting = space.create(QUEUE).takeAsync(fifo(), Wait.FOREVER);
            space.drop("queue");
            assertThatThrownBy(waiting::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            SpaceException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_CONTAINER));
        }
    }

    @Test
    default void describeTellsDefinitionAndNumberOfEntries() {
        try (Space space = open()) {
            Container queue = space.create(QUEUE.bounded(7));
            queue.write(tuple(1));
            queue.write(tuple(2));
            Answer.Described described = queue.describe();
            assertThat(described.spec()).isEqualTo(QUEUE.bounded(7));
            assertThat(described.entries()).isEqualTo(2);
        }
    }

    @Test
    default void explainAnswersWithATable() {
        try (Space space = open()) {
            Container queue = space.create(QUEUE);
            queue.write(tuple(1));
            Answer.Rows rows = queue.explain(fifo());
            assertThat(rows.columns()).isNotEmpty();
            assertThat(rows.rows()).isNotEmpty().allSatisfy(row -> assertThat(row.size()).isEqualTo(rows.columns().size()));
        }
    }

    @Test
    default void everySubjectCanBeInspected() {
        try (Space space = open()) {
            for (Subject subject : Subject.values()) {
                Answer.Rows rows = space.inspect(subject);
                assertThat(rows.columns()).as("columns of " + subject).isNotEmpty();
                assertThat(rows.rows()).allSatisfy(row -> assertThat(row.size()).isEqualTo(rows.columns().size()));
            }
        }
    }

    @Test
    default void everySpaceHasADefaultContainer() {
        try (Space space = open()) {
            assertFails(ErrorCode.INVALID_REQUEST, () -> space.drop(Space.DEFAULT_CONTAINER));
            assertThat(space.container(Space.DEFAULT_CONTAINER, Wait.NOW)).isPresent();
        }
    }

    @Test
    default void anUnknownProcedureIsRefused() {
        try (Space space = open()) {
            assertFails(ErrorCode.UNKNOWN_PROCEDURE, () -> space.execute("no-such", tuple(1)));
        }
    }

    @Test
    default void submitCarriesOutAnyRequest() {
        try (Space space = open()) {
            Operation create = new Operation.CreateContainer(QUEUE, false);
            assertThat(space.submit(Request.of(create))).isInstanceOf(Answer.Done.class);
            assertFails(ErrorCode.CONTAINER_EXISTS, () -> space.submit(Request.of(create)));
            assertThat(space.submitAsync(Request.of(new Operation.DropContainer("queue"))).join())
                    .isInstanceOf(Answer.Done.class);
        }
    }

    @Test
    default void aClosedSessionAnswersNothingMore() {
        Space space = open();
        space.close();
        assertThatThrownBy(() -> space.container("default").write(tuple(1)))
                .isInstanceOf(SpaceException.class);
    }
}
