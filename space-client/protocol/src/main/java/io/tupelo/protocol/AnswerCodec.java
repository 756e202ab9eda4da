package io.tupelo.protocol;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;

/// Answers.
final class AnswerCodec {
    private AnswerCodec() {}

    static void write(WireWriter out, int field, Answer answer) {
        int begun = out.begin(field);
        writeContent(out, answer);
        out.end(begun);
    }

    /// Writes the answer's own bytes, with nothing around them.
    static void writeContent(WireWriter out, Answer answer) {
        EntryCodec.writeReceipt(out, 1, answer.receipt());
        int inner = out.begin(number(answer));
        switch (answer) {
            case Answer.Done _, Answer.Empty _, Answer.Locked _, Answer.TimedOut _, Answer.Watching _ -> {
                // The kind says it all.
            }
            case Answer.Written written -> {
                for (Long id : written.ids()) {
                    out.uintSet(1, id);
                }
                out.uint(2, written.version());
            }
            case Answer.Found found -> {
                writeEntries(out, 1, found.entries());
                out.uint(2, found.choice());
            }
            case Answer.Counted counted -> out.uint(1, counted.count());
            case Answer.Claimed claimed -> {
                out.uint(1, claimed.token());
                out.sint(2, claimed.leaseEndMillis());
                writeEntries(out, 3, claimed.entries());
            }
            case Answer.Begun begun -> out.uint(1, begun.transaction());
            case Answer.Results results -> results.answers().forEach(each -> write(out, 1, each));
            case Answer.Unmet unmet -> {
                out.uint(1, unmet.index());
                Answer cause = unmet.cause();
                if (cause != null) {
                    write(out, 2, cause);
                }
            }
            case Answer.Described described -> {
                ContainerCodec.write(out, 1, described.spec());
                out.uint(2, described.entries());
            }
            case Answer.Rows rows -> {
                rows.columns().forEach(column -> out.stringSet(1, column));
                rows.rows().forEach(row -> ValueCodec.write(out, 2, row));
            }
            case Answer.Returned returned -> ValueCodec.write(out, 1, returned.result());
            case Answer.Failed failed -> FailureCodec.writeContent(out, failed.code(), failed.message());
        }
        out.end(inner);
    }

    private static void writeEntries(WireWriter out, int field, List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            EntryCodec.writeEntry(out, field, entries.get(i));
        }
    }

    private static int number(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> 2;
            case Answer.Written _ -> 3;
            case Answer.Found _ -> 4;
            case Answer.Counted _ -> 5;
            case Answer.Empty _ -> 6;
            case Answer.Locked _ -> 7;
            case Answer.TimedOut _ -> 8;
            case Answer.Claimed _ -> 9;
            case Answer.Begun _ -> 10;
            case Answer.Results _ -> 11;
            case Answer.Unmet _ -> 12;
            case Answer.Watching _ -> 13;
            case Answer.Described _ -> 14;
            case Answer.Rows _ -> 15;
            case Answer.Returned _ -> 16;
            case Answer.Failed _ -> 17;
        };
    }

    static Answer read(WireReader in, String place) {
        int entered = in.enter(place);
        in.deeper();
        Answer answer = readContent(in);
        in.shallower();
        in.leave(entered);
        return answer;
    }

    /// Reads what [#writeContent] wrote. The receipt comes first from this codec, but needs not from others.
    static Answer readContent(WireReader in) {
        Receipt receipt = new Receipt(0, 0, 0);
        boolean hasReceipt = false;
        Answer answer = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                receipt = EntryCodec.readReceipt(in, "receipt");
                hasReceipt = true;
            } else if (field > 17) {
                in.skip();
            } else {
                answer = read(in, field, receipt);
            }
        }
        if (!hasReceipt) {
            throw in.malformed("receipt is missing");
        }
        return in.required(answer, "an answer of a known kind");
    }

    private static Answer read(WireReader in, int kind, Receipt receipt) {
        return switch (kind) {
            case 2 -> {
                EmptyCodec.read(in, "done");
                yield new Answer.Done(receipt);
            }
            case 3 -> readWritten(in, receipt);
            case 4 -> readFound(in, receipt);
            case 5 -> new Answer.Counted(receipt, number(in, "counted"));
            case 6 -> {
                EmptyCodec.read(in, "empty");
                yield new Answer.Empty(receipt);
            }
            case 7 -> {
                EmptyCodec.read(in, "locked");
                yield new Answer.Locked(receipt);
            }
            case 8 -> {
                EmptyCodec.read(in, "timed_out");
                yield new Answer.TimedOut(receipt);
            }
            case 9 -> readClaimed(in, receipt);
            case 10 -> new Answer.Begun(receipt, number(in, "begun"));
            case 11 -> readResults(in, receipt);
            case 12 -> readUnmet(in, receipt);
            case 13 -> {
                EmptyCodec.read(in, "watching");
                yield new Answer.Watching(receipt);
            }
            case 14 -> readDescribed(in, receipt);
            case 15 -> readRows(in, receipt);
            case 16 -> readReturned(in, receipt);
            case 17 -> {
                FailureCodec.Failure failed = FailureCodec.read(in, "failed");
                yield new Answer.Failed(receipt, failed.code(), failed.message());
            }
            default -> throw in.malformed("there is no answer " + kind);
        };
    }

    private static long number(WireReader in, String place) {
        int entered = in.enter(place);
        long number = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                number = in.uint();
            } else {
                in.skip();
            }
        }
        in.leave(entered);
        return number;
    }

    private static Answer readWritten(WireReader in, Receipt receipt) {
        int entered = in.enter("written");
        List<Long> ids = List.of();
        long version = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> ids = readIds(in, ids);
                case 2 -> version = in.uint();
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Answer.Written(receipt, Lists.closed(ids), version);
    }

    private static List<Long> readIds(WireReader in, List<Long> before) {
        if (!in.isPacked()) {
            return Lists.with(before, in.uint());
        }
        List<Long> ids = before;
        int entered = in.enter("ids");
        while (!in.packedEnd()) {
            ids = Lists.with(ids, in.packed());
        }
        in.leave(entered);
        return ids;
    }

    private static Answer readFound(WireReader in, Receipt receipt) {
        int entered = in.enter("found");
        List<Entry> entries = List.of();
        int choice = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> entries = Lists.with(entries, EntryCodec.readEntry(in, "entries"));
                case 2 -> choice = in.uint32();
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Answer.Found(receipt, Lists.closed(entries), choice);
    }

    private static Answer readClaimed(WireReader in, Receipt receipt) {
        int entered = in.enter("claimed");
        long token = 0;
        long leaseEnd = 0;
        List<Entry> entries = List.of();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> token = in.uint();
                case 2 -> leaseEnd = in.sint();
                case 3 -> entries = Lists.with(entries, EntryCodec.readEntry(in, "entries"));
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Answer.Claimed(receipt, token, leaseEnd, Lists.closed(entries));
    }

    private static Answer readResults(WireReader in, Receipt receipt) {
        int entered = in.enter("results");
        List<Answer> answers = List.of();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                answers = Lists.with(answers, read(in, "answers"));
            } else {
                in.skip();
            }
        }
        in.leave(entered);
        return new Answer.Results(receipt, Lists.closed(answers));
    }

    private static Answer readUnmet(WireReader in, Receipt receipt) {
        int entered = in.enter("unmet");
        int index = 0;
        Answer cause = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> index = in.uint32();
                case 2 -> cause = read(in, "cause");
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Answer.Unmet(receipt, index, cause);
    }

    private static Answer readDescribed(WireReader in, Receipt receipt) {
        int entered = in.enter("described");
        ContainerSpec spec = null;
        long entries = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> spec = ContainerCodec.read(in);
                case 2 -> entries = in.uint();
                default -> in.skip();
            }
        }
        Answer described = new Answer.Described(receipt, in.required(spec, "spec"), entries);
        in.leave(entered);
        return described;
    }

    private static Answer readRows(WireReader in, Receipt receipt) {
        int entered = in.enter("rows");
        List<String> columns = new ArrayList<>();
        List<Tuple> rows = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> columns.add(in.string());
                case 2 -> rows.add(ValueCodec.readTuple(in, "rows"));
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Answer.Rows(receipt, List.copyOf(columns), List.copyOf(rows));
    }

    private static Answer readReturned(WireReader in, Receipt receipt) {
        int entered = in.enter("returned");
        Tuple result = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                result = ValueCodec.readTuple(in, "result");
            } else {
                in.skip();
            }
        }
        Answer returned = new Answer.Returned(receipt, in.required(result, "result"));
        in.leave(entered);
        return returned;
    }
}
