package io.tupelo.node;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.protocol.AnswerWriter;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.ProtocolException;
import io.tupelo.protocol.WireWriter;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/// What is to be sent to one connection and isn't bytes yet. Thread-safe, and never blocks for long, since it is filled
/// under a space's lock.
///
/// Answers wait here as objects, which exist anyway until the client acknowledges them, for as long as too many bytes are
/// unsent. Events don't wait: a watch that is too slow loses them and is told so by one GAP.
final class Outbox {
    private static final int EVENT_BYTES = 64;
    private static final int WRITE_BYTES = 256 << 10;

    private sealed interface Item {}

    private record Answered(long number, long answerNumber, Answer answer) implements Item {}

    private record Happened(long number, Event event) implements Item {}

    private record Said(Frame frame) implements Item {}

    private final Queue<Item> items = new ArrayDeque<>();
    private final Map<Long, Event> gaps = new LinkedHashMap<>();
    private final long eventBytesMax;
    private long eventBytes;

    Outbox(long eventBytesMax) {
        this.eventBytesMax = eventBytesMax;
    }

    synchronized void answered(long number, long answerNumber, Answer answer) {
        items.add(new Answered(number, answerNumber, answer));
    }

    synchronized void say(Frame frame) {
        items.add(new Said(frame));
    }

    /// Adds an event, or notes a gap if with `unsent` bytes too much is waiting already.
    synchronized void event(long number, Event event, long unsent) {
        if (unsent + eventBytes > eventBytesMax) {
            gaps.put(number, gap(event));
            return;
        }
        Event gap = gaps.remove(number);
        if (gap != null) {
            items.add(new Happened(number, gap));
        }
        items.add(new Happened(number, event));
        eventBytes += bytes(event);
    }

    private static Event gap(Event event) {
        return new Event(EventKind.GAP, event.container(), event.receipt(), null);
    }

    private static long bytes(Event event) {
        return event.entry() == null ? EVENT_BYTES : EVENT_BYTES + event.entry().tuple().payloadBytes();
    }

    /// Tells the watches that lost events so. To be called once less is waiting.
    synchronized void tellGaps() {
        gaps.forEach((number, gap) -> items.add(new Happened(number, gap)));
        gaps.clear();
    }

    synchronized boolean isEmpty() {
        return items.isEmpty();
    }

    /// Turns the next items into bytes: not many more than 256 KiB at once, unless a single one has more.
    synchronized void write(WireWriter out) {
        AnswerWriter writer = new AnswerWriter(out);
        while (out.size() < WRITE_BYTES) {
            switch (items.poll()) {
                case null -> {
                    writer.close();
                    return;
                }
                case Answered(long number, long answerNumber, Answer answer) ->
                    writer.answer(number, answerNumber, answer);
                case Happened(long number, Event event) -> writeEvent(writer, number, event);
                case Said(Frame frame) -> {
                    writer.close();
                    FrameCodec.write(out, frame);
                }
            }
        }
        writer.close();
    }

    private void writeEvent(AnswerWriter writer, long number, Event event) {
        if (event.kind() != EventKind.GAP) {
            eventBytes -= bytes(event);
        }
        try {
            writer.event(number, event);
        } catch (ProtocolException _) {
            // An entry of this process that no frame can hold: its watchers learn that they miss something.
            writer.event(number, gap(event));
        }
    }
}
