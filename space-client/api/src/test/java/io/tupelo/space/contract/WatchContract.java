package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.space.Edits.add;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.Subscription;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Watches tell all that happened, in order, and can go on from where they were.
public interface WatchContract extends OpensSpaces {
    /// Every kind.
    Set<EventKind> ALL = EnumSet.allOf(EventKind.class);

    @Test
    default void eventsComeInTheOrderOfTheSpace() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            try (Subscription events = queue.watch(ALL)) {
                queue.write(tuple(1));
                queue.change(fifo(), add(0, 1));
                queue.take(fifo());
                List<Event> seen = next(events, 3);
                assertThat(seen).extracting(Event::kind)
                        .containsExactly(EventKind.WRITTEN, EventKind.CHANGED, EventKind.TAKEN);
                assertThat(seen).extracting(Event::receipt).isSorted();
                assertThat(tuples(seen)).containsExactly(tuple(1), tuple(2), tuple(2));
                assertThat(seen).extracting(Event::container).containsOnly("queue");
            }
        }
    }

    @Test
    default void onlyTheKindsAskedForCome() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            try (Subscription events = queue.watch(Set.of(EventKind.TAKEN))) {
                queue.write(tuple(1));
                queue.take(fifo());
                assertThat(next(events, 1)).extracting(Event::kind).containsExactly(EventKind.TAKEN);
            }
        }
    }

    @Test
    default void onlyWhatMatchesComes() {
        try (Space space = open()) {
            try (Subscription events =
                    space.defaultContainer().watch(matching("a", any()), Set.of(EventKind.WRITTEN))) {
                space.out("b", 1);
                space.out("a", 2);
                space.out("b", 3);
                space.out("a", 4);
                assertThat(tuples(next(events, 2))).containsExactly(tuple("a", 2), tuple("a", 4));
            }
        }
    }

    @Test
    default void whatIsNotCommittedIsNoEvent() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            try (Subscription events = queue.watch(Set.of(EventKind.WRITTEN))) {
                try (var aborted = space.transaction()) {
                    queue.in(aborted).write(tuple("aborted"));
                }
                try (var committed = space.transaction()) {
                    queue.in(committed).write(tuple("committed"));
                    queue.write(tuple("between"));
                    committed.commit();
                }
                assertThat(tuples(next(events, 2))).containsExactly(tuple("between"), tuple("committed"));
            }
        }
    }

    @Test
    default void aWatchResumesAfterAReceipt() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Receipt last;
            try (Subscription events = queue.watch(Set.of(EventKind.WRITTEN))) {
                queue.write(tuple(1));
                last = next(events, 1).getFirst().receipt();
            }
            queue.write(tuple(2));
            queue.write(tuple(3));
            try (Subscription events = queue.watch(null, Set.of(EventKind.WRITTEN), last)) {
                queue.write(tuple(4));
                assertThat(tuples(next(events, 3))).containsExactly(tuple(2), tuple(3), tuple(4));
            }
        }
    }

    @Test
    default void aConsumerGetsOneEventAfterTheOther() throws InterruptedException {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            List<Event> seen = new CopyOnWriteArrayList<>();
            CountDownLatch three = new CountDownLatch(3);
            try (Subscription _ = queue.watch(null, Set.of(EventKind.WRITTEN), null, event -> {
                seen.add(event);
                three.countDown();
            })) {
                for (int i = 0; i < 3; i++) {
                    queue.write(tuple(i));
                }
                assertThat(three.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(tuples(seen)).containsExactly(tuple(0), tuple(1), tuple(2));
            }
        }
    }

    @Test
    default void anotherSessionsEventsComeToo() {
        try (Space one = open();
                Space other = open()) {
            Container queue = one.create(ContainerContract.QUEUE);
            try (Subscription events = queue.watch(ALL)) {
                other.container("queue").write(tuple(1));
                assertThat(tuples(next(events, 1))).containsExactly(tuple(1));
            }
        }
    }

    @Test
    default void aClosedSubscriptionTellsNothing() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Subscription events = queue.watch(ALL);
            events.close();
            queue.write(tuple(1));
            assertThat(events.next(LONG)).isEmpty();
            events.close();
        }
    }

    @Test
    default void watchingAnUnknownContainerFails() {
        try (Space space = open()) {
            assertFails(ErrorCode.UNKNOWN_CONTAINER, () -> space.container("nowhere").watch(ALL));
        }
    }

    private static List<Event> next(Subscription events, int number) {
        List<Event> seen = new ArrayList<>();
        while (seen.size() < number) {
            seen.add(events.next(LONG).orElseThrow(() -> new AssertionError("only these events came: " + seen)));
        }
        return seen;
    }

    private static List<Tuple> tuples(List<Event> events) {
        return events.stream().map(event -> event.entry().tuple()).toList();
    }
}
