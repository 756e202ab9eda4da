package io.tupelo.node;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.WireWriter;
import io.tupelo.tuple.Tuple;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/// Answers, events and frames added to what is to be sent, and taken out as bytes, by several threads at once: the bytes are
/// those of one thing after the other, and so are the gaps. Stands here to see the outbox.
class OutboxTest {
    @Test
    void addingAndWritingAtOnce() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(2)
                .iterations(6)
                .invocationsPerIteration(150)
                .loopBound(1_000)
                .check(Sent.class);
    }

    /// An outbox with room for two events.
    @Param(name = "number", gen = IntGen.class, conf = "1:3")
    public static final class Sent {
        private static final Receipt RECEIPT = new Receipt(1, 1, 0);
        private final Outbox outbox = new Outbox(150);

        /// Answers.
        @Operation(params = "number")
        public void answered(int number) {
            outbox.answered(number, number, new Answer.Done(RECEIPT));
        }

        /// Tells what happened.
        @Operation(params = "number")
        public void happened(int number) {
            Entry entry = new Entry(number, 1, Tuple.tuple(number), List.of(), 0, 0, 0);
            outbox.event(1, new Event(EventKind.WRITTEN, "c", new Receipt(1, number, 0), entry), 0);
        }

        /// Says something else.
        @Operation
        public void said() {
            outbox.say(new Frame.Ping());
        }

        /// Tells who missed something so.
        @Operation
        public void tellGaps() {
            outbox.tellGaps();
        }

        /// Returns what is sent.
        @Operation
        public String write() {
            WireWriter out = new WireWriter(64);
            outbox.write(out);
            return HexFormat.of().formatHex(Arrays.copyOf(out.array(), out.size()));
        }
    }
}
