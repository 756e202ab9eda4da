package io.tupelo.node;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Wait;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.NumberedAnswer;
import io.tupelo.space.Space;
import io.tupelo.tuple.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Who does not read what it asked for makes nobody else wait, and gets it all the same once it reads.
class SlowReaderTest {
    private static final int BLOB_BYTES = 200_000;

    @AutoClose
    private final LocalNode node = LocalNode.connected();

    private final Space other = node.other();

    @Test
    void answersWaitUntilTheyAreRead() throws IOException {
        int number = 200;
        other.out("blob", Bytes.of(new byte[BLOB_BYTES]));
        try (RawClient slow = RawClient.greeted(node.port())) {
            for (int i = 0; i < number; i++) {
                slow.ask(new Operation.Get(Pick.READ, "default", Coordinators.fifo(), Wait.NOW));
            }
            other.out("still", "served");
            assertThat(other.in("still", "served")).isNotNull();
            for (long answered = 0; answered < number; ) {
                for (NumberedAnswer each : slow.expect(Frame.Answers.class).answers()) {
                    answered++;
                    assertThat(each.number()).isEqualTo(answered);
                    assertThat(each.answerNumber()).isEqualTo(answered);
                    assertThat(((NumberedAnswer.Whole) each).answer()).isInstanceOf(Answer.Found.class);
                }
            }
        }
    }

    @Test
    void eventsThatDontFitAreReplacedByOneGap() throws IOException {
        int number = 200;
        try (RawClient slow = RawClient.greeted(node.port())) {
            slow.ask(new Operation.Watch("default", null, EnumSet.of(EventKind.WRITTEN), null));
            slow.expect(Frame.Answers.class);
            for (int i = 0; i < number; i++) {
                other.out(i, Bytes.of(new byte[BLOB_BYTES]));
            }
            List<Event> events = new ArrayList<>();
            while (events.isEmpty() || events.getLast().kind() != EventKind.GAP) {
                slow.expect(Frame.Events.class).events().forEach(each -> events.add(each.event()));
            }
            assertThat(events).hasSizeLessThan(number);
            for (int i = 0; i + 1 < events.size(); i++) {
                assertThat(events.get(i).entry().tuple().integer(0)).isEqualTo(i);
            }
            other.out("after");
            Event after = slow.expect(Frame.Events.class).events().getFirst().event();
            assertThat(after.entry().tuple()).isEqualTo(tuple("after"));
        }
    }
}
