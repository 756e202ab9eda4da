package io.tupelo.protocol;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation.Condition;
import io.tupelo.operation.Operation.From;
import io.tupelo.operation.Operation.Into;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;

/// Writes requests and operations; [OperationReader] reads them.
final class OperationCodec {
    private OperationCodec() {}

    static void writeRequest(WireWriter out, int field, long number, Request request) {
        int begun = out.begin(field);
        out.uint(1, number);
        out.uint(2, request.transaction());
        out.bool(3, request.atMostOnce());
        Request.ReplyTo replyTo = request.replyTo();
        if (replyTo != null) {
            int reply = out.begin(4);
            out.name(1, replyTo.container(), ErrorCode.UNKNOWN_CONTAINER);
            ValueCodec.writeValue(out, 2, replyTo.key());
            out.end(reply);
        }
        write(out, 5, request.operation());
        out.end(begun);
    }

    static void write(WireWriter out, int field, Operation operation) {
        int begun = out.begin(field);
        int inner = out.begin(number(operation));
        switch (operation) {
            case Operation.Write write -> writeWrite(out, write);
            case Operation.Put put -> writePut(out, put);
            case Operation.Get get -> writeGet(out, get);
            case Operation.Either either -> writeEither(out, either);
            case Operation.Change change -> writeChange(out, change);
            case Operation.Move move -> writeMove(out, move);
            case Operation.Claim claim -> writeClaim(out, claim);
            case Operation.Complete complete -> writeComplete(out, complete);
            case Operation.Release release -> numbers(out, release.token(), release.delayMillis());
            case Operation.ExtendClaim extend -> numbers(out, extend.token(), extend.leaseMillis());
            case Operation.Renew renew -> entry(out, renew.container(), renew.entry(), renew.leaseMillis());
            case Operation.Cancel cancel -> entry(out, cancel.container(), cancel.entry(), 0);
            case Operation.Batch batch -> writeBatch(out, batch);
            case Operation.Begin begin -> numbers(out, begin.millis(), begin.repeatableRead() ? 1 : 0);
            case Operation.Commit commit -> out.uint(1, commit.transaction());
            case Operation.Abort abort -> out.uint(1, abort.transaction());
            case Operation.ExtendTransaction extend -> numbers(out, extend.transaction(), extend.millis());
            case Operation.Watch watch -> writeWatch(out, watch);
            case Operation.Withdraw withdraw -> out.uint(1, withdraw.number());
            case Operation.CreateContainer create -> {
                ContainerCodec.write(out, 1, create.spec());
                out.bool(2, create.ifAbsent());
            }
            case Operation.DropContainer drop -> out.name(1, drop.container(), ErrorCode.UNKNOWN_CONTAINER);
            case Operation.FindContainer find -> {
                out.name(1, find.container(), ErrorCode.UNKNOWN_CONTAINER);
                EnumCodec.writeWait(out, 2, find.patience());
            }
            case Operation.Explain explain -> from(out, explain.container(), explain.selection());
            case Operation.Inspect inspect -> EnumCodec.writeFromOne(out, 1, inspect.subject());
            case Operation.Execute execute -> {
                out.name(1, execute.procedure(), ErrorCode.UNKNOWN_PROCEDURE);
                ValueCodec.write(out, 2, execute.arguments());
            }
        }
        out.end(inner);
        out.end(begun);
    }

    private static int number(Operation operation) {
        return switch (operation) {
            case Operation.Write _ -> 1;
            case Operation.Put _ -> 2;
            case Operation.Get _ -> 3;
            case Operation.Either _ -> 4;
            case Operation.Change _ -> 5;
            case Operation.Move _ -> 6;
            case Operation.Claim _ -> 7;
            case Operation.Complete _ -> 8;
            case Operation.Release _ -> 9;
            case Operation.ExtendClaim _ -> 10;
            case Operation.Renew _ -> 11;
            case Operation.Cancel _ -> 12;
            case Operation.Batch _ -> 13;
            case Operation.Begin _ -> 14;
            case Operation.Commit _ -> 15;
            case Operation.Abort _ -> 16;
            case Operation.ExtendTransaction _ -> 17;
            case Operation.Watch _ -> 18;
            case Operation.Withdraw _ -> 19;
            case Operation.CreateContainer _ -> 20;
            case Operation.DropContainer _ -> 21;
            case Operation.FindContainer _ -> 22;
            case Operation.Explain _ -> 23;
            case Operation.Inspect _ -> 24;
            case Operation.Execute _ -> 25;
        };
    }

    private static void numbers(WireWriter out, long first, long second) {
        out.uint(1, first);
        out.uint(2, second);
    }

    private static void entry(WireWriter out, String container, long entry, long number) {
        out.name(1, container, ErrorCode.UNKNOWN_CONTAINER);
        out.uint(2, entry);
        out.uint(3, number);
    }

    private static void from(WireWriter out, String container, Selection selection) {
        out.name(1, container, ErrorCode.UNKNOWN_CONTAINER);
        SelectionCodec.write(out, 2, selection);
    }

    private static void writeFrom(WireWriter out, int field, From from) {
        int begun = out.begin(field);
        from(out, from.container(), from.selection());
        out.end(begun);
    }

    private static void writeWrite(WireWriter out, Operation.Write write) {
        out.name(1, write.container(), ErrorCode.UNKNOWN_CONTAINER);
        for (Draft draft : write.drafts()) {
            EntryCodec.writeDraft(out, 2, draft);
        }
        EnumCodec.writeWait(out, 3, write.patience());
    }

    private static void writePut(WireWriter out, Operation.Put put) {
        out.name(1, put.container(), ErrorCode.UNKNOWN_CONTAINER);
        ValueCodec.writeValue(out, 2, put.key());
        EntryCodec.writeDraft(out, 3, put.draft());
        out.sint(4, put.expectedVersion());
        EnumCodec.writeWait(out, 5, put.patience());
    }

    private static void writeGet(WireWriter out, Operation.Get get) {
        EnumCodec.writeFromZero(out, 1, get.pick());
        out.name(2, get.container(), ErrorCode.UNKNOWN_CONTAINER);
        SelectionCodec.write(out, 3, get.selection());
        EnumCodec.writeWait(out, 4, get.patience());
    }

    private static void writeEither(WireWriter out, Operation.Either either) {
        EnumCodec.writeFromZero(out, 1, either.pick());
        for (From choice : either.choices()) {
            writeFrom(out, 2, choice);
        }
        EnumCodec.writeWait(out, 3, either.patience());
    }

    private static void writeChange(WireWriter out, Operation.Change change) {
        from(out, change.container(), change.selection());
        for (Edit edit : change.edits()) {
            int begun = out.begin(3);
            out.uint(1, edit.field());
            switch (edit) {
                case Edit.Increment increment -> ValueCodec.writeValue(out, 2, increment.by());
                case Edit.Replace replace -> ValueCodec.writeValue(out, 3, replace.value());
                case Edit.Append append -> ValueCodec.writeValue(out, 4, append.value());
            }
            out.end(begun);
        }
        EnumCodec.writeWait(out, 4, change.patience());
    }

    private static void writeMove(WireWriter out, Operation.Move move) {
        from(out, move.from(), move.selection());
        out.name(3, move.to(), ErrorCode.UNKNOWN_CONTAINER);
        out.bool(4, move.copy());
        EnumCodec.writeWait(out, 5, move.patience());
    }

    private static void writeClaim(WireWriter out, Operation.Claim claim) {
        from(out, claim.container(), claim.selection());
        out.uint(3, claim.leaseMillis());
        EnumCodec.writeWait(out, 4, claim.patience());
    }

    private static void writeComplete(WireWriter out, Operation.Complete complete) {
        out.uint(1, complete.token());
        for (Into into : complete.results()) {
            int begun = out.begin(2);
            out.name(1, into.container(), ErrorCode.UNKNOWN_CONTAINER);
            EntryCodec.writeDraft(out, 2, into.draft());
            out.end(begun);
        }
    }

    private static void writeBatch(WireWriter out, Operation.Batch batch) {
        for (Condition condition : batch.conditions()) {
            int begun = out.begin(1);
            switch (condition) {
                case Condition.Exists exists -> writeFrom(out, 1, exists.what());
                case Condition.Absent absent -> writeFrom(out, 2, absent.what());
                case Condition.VersionIs version -> {
                    int inner = out.begin(3);
                    entry(out, version.container(), version.entry(), version.version());
                    out.end(inner);
                }
            }
            out.end(begun);
        }
        for (Operation operation : batch.operations()) {
            write(out, 2, operation);
        }
    }

    private static void writeWatch(WireWriter out, Operation.Watch watch) {
        out.name(1, watch.container(), ErrorCode.UNKNOWN_CONTAINER);
        Selection selection = watch.selection();
        if (selection != null) {
            SelectionCodec.write(out, 2, selection);
        }
        for (EventKind kind : EventKind.values()) {
            if (watch.kinds().contains(kind)) {
                EnumCodec.writeFromOne(out, 3, kind);
            }
        }
        Receipt from = watch.from();
        if (from != null) {
            EntryCodec.writeReceipt(out, 4, from);
        }
    }
}
