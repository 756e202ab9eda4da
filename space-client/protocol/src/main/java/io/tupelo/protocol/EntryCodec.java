package io.tupelo.protocol;

import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.List;

/// Drafts, entries, receipts and events.
final class EntryCodec {
    private EntryCodec() {}

    static void writeDraft(WireWriter out, int field, Draft draft) {
        int begun = out.begin(field);
        ValueCodec.write(out, 1, draft.tuple());
        SelectionCodec.writeSelectors(out, 2, draft.coordinates());
        out.uint(3, draft.options().leaseMillis());
        out.uint(4, draft.options().delayMillis());
        out.bool(5, draft.options().ephemeral());
        out.end(begun);
    }

    static Draft readDraft(WireReader in, String place) {
        int entered = in.enter(place);
        Tuple tuple = null;
        List<Selector> coordinates = List.of();
        long lease = 0;
        long delay = 0;
        boolean ephemeral = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> tuple = ValueCodec.readTuple(in, "tuple");
                case 2 -> coordinates = Lists.with(coordinates, SelectionCodec.readSelector(in, "coordinates"));
                case 3 -> lease = in.uint();
                case 4 -> delay = in.uint();
                case 5 -> ephemeral = in.bool();
                default -> in.skip();
            }
        }
        WriteOptions options =
                lease == 0 && delay == 0 && !ephemeral ? WriteOptions.DEFAULT : new WriteOptions(lease, delay, ephemeral);
        Draft draft = new Draft(in.required(tuple, "tuple"), Lists.closed(coordinates), options);
        in.leave(entered);
        return draft;
    }

    static void writeEntry(WireWriter out, int field, Entry entry) {
        int begun = out.begin(field);
        out.uint(1, entry.id());
        out.uint(2, entry.version());
        ValueCodec.write(out, 3, entry.tuple());
        SelectionCodec.writeSelectors(out, 4, entry.coordinates());
        out.sint(5, entry.writtenAtMillis());
        out.sint(6, entry.leaseEndMillis());
        out.uint(7, entry.deliveries());
        out.end(begun);
    }

    static Entry readEntry(WireReader in, String place) {
        int entered = in.enter(place);
        long id = 0;
        long version = 0;
        Tuple tuple = null;
        List<Selector> coordinates = List.of();
        long writtenAt = 0;
        long leaseEnd = 0;
        int deliveries = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> id = in.uint();
                case 2 -> version = in.uint();
                case 3 -> tuple = ValueCodec.readTuple(in, "tuple");
                case 4 -> coordinates = Lists.with(coordinates, SelectionCodec.readSelector(in, "coordinates"));
                case 5 -> writtenAt = in.sint();
                case 6 -> leaseEnd = in.sint();
                case 7 -> deliveries = in.uint32();
                default -> in.skip();
            }
        }
        Entry entry = new Entry(
                id, version, in.required(tuple, "tuple"), Lists.closed(coordinates), writtenAt, leaseEnd, deliveries);
        in.leave(entered);
        return entry;
    }

    static void writeReceipt(WireWriter out, int field, Receipt receipt) {
        int begun = out.begin(field);
        out.uint(1, receipt.epoch());
        out.uint(2, receipt.sequence());
        out.uint(3, receipt.index());
        out.end(begun);
    }

    static Receipt readReceipt(WireReader in, String place) {
        int entered = in.enter(place);
        long epoch = 0;
        long sequence = 0;
        int index = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> epoch = in.uint();
                case 2 -> sequence = in.uint();
                case 3 -> index = in.uint32();
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Receipt(epoch, sequence, index);
    }

    static void writeEvent(WireWriter out, int field, Event event) {
        int begun = out.begin(field);
        EnumCodec.writeFromOne(out, 1, event.kind());
        out.string(2, event.container());
        writeReceipt(out, 3, event.receipt());
        Entry entry = event.entry();
        if (entry != null) {
            writeEntry(out, 4, entry);
        }
        out.end(begun);
    }

    static Event readEvent(WireReader in) {
        int entered = in.enter("event");
        long kind = 0;
        String container = "";
        Receipt receipt = null;
        Entry entry = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> kind = in.uint();
                case 2 -> container = in.string();
                case 3 -> receipt = readReceipt(in, "receipt");
                case 4 -> entry = readEntry(in, "entry");
                default -> in.skip();
            }
        }
        EventKind known = EnumCodec.fromOne(in, kind, EventKind.values());
        if (entry == null && known != EventKind.GAP) {
            throw in.malformed("entry is missing");
        }
        Event event =
                new Event(known, in.requiredText(container, "container"), in.required(receipt, "receipt"), entry);
        in.leave(entered);
        return event;
    }
}
