package io.tupelo.node;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.NumberedAnswer;
import io.tupelo.protocol.NumberedRequest;
import io.tupelo.space.Space;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Who asks for too much gets that much and no more, and nobody else pays for it.
class OverloadTest {
    private static final int WAITERS_MAX = Limits.DEFAULT.waitersMax();
    private static final long KEPT_MAX = Limits.DEFAULT.answersKeptMax();
    private static final long MEBIBYTE = 1 << 20;
    private static final Request TAKE =
            Request.of(new Operation.Get(Pick.TAKE, "default", Coordinators.fifo(), Wait.FOREVER));
    private static final Request LOOK =
            Request.of(new Operation.Get(Pick.READ, "default", Coordinators.fifo(), Wait.NOW));

    @AutoClose
    private final LocalNode node = LocalNode.connected();

    private final Space other = node.other();

    private static Frame requests(long first, int count, Request each) {
        return RawClient.requests(first, Collections.nCopies(count, each));
    }

    private static List<NumberedAnswer.Whole> answers(RawClient client, int count) throws IOException {
        List<NumberedAnswer.Whole> answers = new ArrayList<>();
        while (answers.size() < count) {
            client.expect(Frame.Answers.class).answers().forEach(each -> answers.add((NumberedAnswer.Whole) each));
        }
        return answers;
    }

    @Test
    void oneWaiterMoreThanASessionMayHaveIsRefusedAndTheOthersStay() throws IOException {
        try (RawClient client = RawClient.greeted(node.port())) {
            client.send(requests(1, WAITERS_MAX + 1, TAKE));
            NumberedAnswer.Whole refused = answers(client, 1).getFirst();
            assertThat(refused.number()).isEqualTo(WAITERS_MAX + 1);
            assertThat(((Answer.Failed) refused.answer()).code()).isEqualTo(ErrorCode.OVERLOADED);
            OpensSpaces.awaitWaiters(other, WAITERS_MAX);
            for (int i = 0; i < WAITERS_MAX; i++) {
                other.out(i);
            }
            List<NumberedAnswer.Whole> served = answers(client, WAITERS_MAX);
            for (int i = 0; i < WAITERS_MAX; i++) {
                assertThat(served.get(i).number()).isEqualTo(i + 1);
                assertThat(((Answer.Found) served.get(i).answer()).entries().getFirst().tuple()).isEqualTo(tuple(i));
            }
        }
    }

    @Test
    void whoNeverAcknowledgesIsRefusedAndInTheEndLosesTheSession() throws IOException {
        int atOnce = 1 << 10;
        try (RawClient client = RawClient.greeted(node.port())) {
            long number = 1;
            for (; number <= 2 * KEPT_MAX; number += atOnce) {
                client.send(requests(number, atOnce, LOOK));
                Answer last = answers(client, atOnce).getLast().answer();
                if (number + atOnce > KEPT_MAX + 1) {
                    assertThat(((Answer.Failed) last).code()).isEqualTo(ErrorCode.OVERLOADED);
                } else {
                    assertThat(last).isInstanceOf(Answer.Empty.class);
                }
            }
            client.send(requests(number, 1, LOOK));
            assertThat(client.expect(Frame.Refused.class).code()).isEqualTo(ErrorCode.SESSION_EXPIRED);
            assertThat(client.isClosedByServer()).isTrue();
        }
        other.out("still", "served");
        assertThat(other.in("still", "served")).isNotNull();
    }

    @Test
    void whatIsNotAcknowledgedIsBoundedInBytesToo() throws IOException {
        int blob = 200_000;
        long fitting = Limits.DEFAULT.answersKeptBytesMax() / blob;
        other.out("blob", Bytes.of(new byte[blob]));
        try (RawClient client = RawClient.greeted(node.port())) {
            Answer last = null;
            long number = 0;
            while (!(last instanceof Answer.Failed) && number < fitting + 2) {
                client.send(requests(++number, 1, LOOK));
                last = answers(client, 1).getFirst().answer();
            }
            assertThat(last).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(failed.code())
                    .isEqualTo(ErrorCode.OVERLOADED));
            assertThat(number).isBetween(fitting, fitting + 2);
            client.send(new Frame.Requests(number, List.of(new NumberedRequest(number + 1, LOOK))));
            assertThat(answers(client, 1).getFirst().answer()).isInstanceOf(Answer.Found.class);
        }
    }

    @Test
    void whoNeverReadsIsReadNoMoreAndCostsNoMoreMemory() throws IOException {
        other.out("blob", Bytes.of(new byte[200_000]));
        long before = Heap.usedBytes();
        try (SocketChannel silent = SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()))) {
            silent.write(ByteBuffer.wrap(RawClient.bytes(new Frame.Hello(1, "default", 0))));
            silent.configureBlocking(false);
            int sent = fill(silent);
            long applied = operations();
            System.out.println(sent + " requests sent, " + applied + " applied");
            assertThat(applied).isLessThan(sent / 2);
            assertThat(Heap.usedBytes() - before).isLessThan(64 * MEBIBYTE);
            other.out("still", "served");
            assertThat(other.in("still", "served")).isNotNull();
        }
    }

    /// Sends reads until no more can be sent, and returns how many were.
    private static int fill(SocketChannel silent) throws IOException {
        int sent = 0;
        long stuckSince = System.nanoTime();
        while (System.nanoTime() - stuckSince < TimeUnit.SECONDS.toNanos(1)) {
            ByteBuffer bytes = ByteBuffer.wrap(RawClient.bytes(requests(sent + 1, 100, LOOK)));
            while (bytes.hasRemaining() && System.nanoTime() - stuckSince < TimeUnit.SECONDS.toNanos(1)) {
                if (silent.write(bytes) > 0) {
                    stuckSince = System.nanoTime();
                }
            }
            sent += bytes.hasRemaining() ? 0 : 100;
        }
        return sent;
    }

    private long operations() {
        return other.inspect(Subject.STATS).rows().stream()
                .filter(row -> row.get(0).equals("operations"))
                .mapToLong(row -> row.integer(1))
                .sum();
    }
}
