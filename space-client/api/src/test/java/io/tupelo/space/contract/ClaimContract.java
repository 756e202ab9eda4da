package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.space.Claim;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Claims: hidden for a while, then done for good or back.
public interface ClaimContract extends OpensSpaces {
    @Test
    default void aClaimHidesWhatItHolds() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            try (Claim claim = queue.claim(fifo(), LONG).orElseThrow()) {
                assertThat(claim.tuple()).isEqualTo(tuple(1));
                assertThat(queue.take(fifo(), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
                assertThat(queue.claim(fifo(), LONG, Wait.NOW)).isEmpty();
            }
        }
    }

    @Test
    default void nothingToClaimIsEmpty() {
        try (Space space = open()) {
            assertThat(space.create(ContainerContract.QUEUE).claim(fifo(), LONG)).isEmpty();
        }
    }

    @Test
    default void completingRemovesAndWritesInOneStep() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Container done = space.create(ContainerSpec.named("done").with("fifo"));
            queue.write(tuple(1));
            try (Claim claim = queue.claim(fifo(), LONG).orElseThrow()) {
                assertThat(claim.completeWriting("done", tuple("did", 1)).ids()).hasSize(1);
            }
            assertThat(queue.readAll(fifo())).isEmpty();
            assertThat(done.readAll(fifo())).containsExactly(tuple("did", 1));
        }
    }

    @Test
    default void aCompletedClaimIsLost() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Claim claim = queue.claim(fifo(), LONG).orElseThrow();
            claim.complete();
            assertFails(ErrorCode.CLAIM_LOST, claim::complete);
            assertFails(ErrorCode.CLAIM_LOST, claim::release);
            assertFails(ErrorCode.CLAIM_LOST, () -> claim.extend(LONG));
            claim.close();
        }
    }

    @Test
    default void aCompletionThatFailsLeavesTheClaim() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Claim claim = queue.claim(fifo(), LONG).orElseThrow();
            assertFails(ErrorCode.UNKNOWN_CONTAINER, () -> claim.completeWriting("nowhere", tuple(2)));
            claim.complete();
            assertThat(queue.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void releasingGivesBackToTheOldPlace() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            queue.write(tuple(2));
            queue.claim(fifo(), LONG).orElseThrow().release();
            assertThat(queue.readAll(fifo())).containsExactly(tuple(1), tuple(2));
        }
    }

    @Test
    default void closingAClaimReleasesIt() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            queue.claim(fifo(), LONG).orElseThrow().close();
            assertThat(queue.take(fifo(), Wait.NOW).isFound()).isTrue();
        }
    }

    @Test
    default void aDelayedReleaseIsSeenLater() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            queue.claim(fifo(), LONG).orElseThrow().release(Duration.ofMillis(300));
            assertThat(queue.take(fifo(), Wait.NOW).isFound()).isFalse();
            assertThat(queue.take(fifo(), LONG).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void whenTheLeaseEndsTheEntryIsBackWithADeliveryMore() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Claim claim = queue.claim(fifo(), SHORT).orElseThrow();
            Entry back = queue.take(fifo(), LONG).orElseThrow();
            assertThat(back.tuple()).isEqualTo(tuple(1));
            assertThat(back.deliveries()).isEqualTo(1);
            assertFails(ErrorCode.CLAIM_LOST, claim::complete);
        }
    }

    @Test
    default void anExtendedClaimLastsLonger() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple("extended"));
            queue.write(tuple("left"));
            Claim claim = queue.claim(fifo(), Duration.ofSeconds(1)).orElseThrow();
            claim.extend(LONG);
            assertThat(queue.claim(fifo(), Duration.ofSeconds(1).plus(SHORT))).isPresent();
            assertThat(queue.take(fifo(), LONG).tuple()).contains(tuple("left"));
            claim.complete();
        }
    }

    @Test
    default void tokensGrow() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Claim first = queue.claim(fifo(), LONG).orElseThrow();
            first.release();
            Claim second = queue.claim(fifo(), LONG).orElseThrow();
            assertThat(second.token()).isGreaterThan(first.token());
            assertFails(ErrorCode.CLAIM_LOST, first::complete);
            second.complete();
        }
    }

    @Test
    default void whatComesBackTooOftenMovesToTheDeadLetters() {
        try (Space space = open()) {
            Container poison = space.create(ContainerSpec.named("poison").with("fifo"));
            Container queue = space.create(ContainerContract.QUEUE.deadLettersAfter(1, "poison"));
            queue.write(tuple("bad"));
            assertThat(queue.claim(fifo(), SHORT)).isPresent();
            assertThat(queue.claim(fifo(), SHORT, LONG_WAIT)).isPresent();
            assertThat(poison.take(fifo(), LONG).tuple()).contains(tuple("bad"));
            assertThat(queue.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void aClaimWaits() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var waiting = queue.claimAsync(fifo(), LONG, LONG_WAIT);
            queue.write(tuple(1));
            assertThat(waiting.join().orElseThrow().tuple()).isEqualTo(tuple(1));
        }
    }
}
