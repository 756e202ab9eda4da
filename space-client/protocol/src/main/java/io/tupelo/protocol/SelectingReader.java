package io.tupelo.protocol;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Operation.From;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import java.util.List;

/// Reads the operations that pick entries by a selection.
final class SelectingReader {
    private SelectingReader() {}

    static Operation readGet(WireReader in) {
        int entered = in.enter("get");
        long pick = 0;
        String container = "";
        Selection selection = null;
        Wait patience = Wait.UNLESS_LOCKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> pick = in.uint();
                case 2 -> container = in.string();
                case 3 -> selection = SelectionCodec.read(in);
                case 4 -> patience = EnumCodec.readWait(in);
                default -> in.skip();
            }
        }
        Operation get = new Operation.Get(
                EnumCodec.fromZero(in, pick, Pick.values()),
                in.requiredText(container, "container"),
                in.required(selection, "selection"),
                patience);
        in.leave(entered);
        return get;
    }

    static Operation readEither(WireReader in) {
        int entered = in.enter("either");
        long pick = 0;
        List<From> choices = List.of();
        Wait patience = Wait.UNLESS_LOCKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> pick = in.uint();
                case 2 -> choices = Lists.with(choices, readFrom(in, "choices"));
                case 3 -> patience = EnumCodec.readWait(in);
                default -> in.skip();
            }
        }
        Operation either =
                new Operation.Either(EnumCodec.fromZero(in, pick, Pick.values()), Lists.closed(choices), patience);
        in.leave(entered);
        return either;
    }

    static From readFrom(WireReader in, String place) {
        int entered = in.enter(place);
        String container = "";
        Selection selection = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> selection = SelectionCodec.read(in);
                default -> in.skip();
            }
        }
        From from = new From(in.requiredText(container, "container"), in.required(selection, "selection"));
        in.leave(entered);
        return from;
    }

    static Operation readExplain(WireReader in) {
        From from = readFrom(in, "explain");
        return new Operation.Explain(from.container(), from.selection());
    }

    static Operation readChange(WireReader in) {
        int entered = in.enter("change");
        String container = "";
        Selection selection = null;
        List<Edit> edits = List.of();
        Wait patience = Wait.UNLESS_LOCKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> selection = SelectionCodec.read(in);
                case 3 -> edits = Lists.with(edits, readEdit(in));
                case 4 -> patience = EnumCodec.readWait(in);
                default -> in.skip();
            }
        }
        Operation change = new Operation.Change(
                in.requiredText(container, "container"),
                in.required(selection, "selection"),
                Lists.closed(edits),
                patience);
        in.leave(entered);
        return change;
    }

    private static Edit readEdit(WireReader in) {
        int entered = in.enter("edits");
        int index = 0;
        int kind = 0;
        Object value = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> index = in.uint32();
                case 2, 3, 4 -> {
                    kind = field;
                    value = ValueCodec.readValue(in, "value");
                }
                default -> in.skip();
            }
        }
        Edit edit = switch (kind) {
            case 2 -> {
                if (!(value instanceof Long || value instanceof Double)) {
                    throw in.malformed("an increment is an integer or a decimal");
                }
                yield new Edit.Increment(index, (Number) value);
            }
            case 3 -> new Edit.Replace(index, value);
            case 4 -> new Edit.Append(index, value);
            default -> throw in.malformed("an edit of a known kind is missing");
        };
        in.leave(entered);
        return edit;
    }

    static Operation readMove(WireReader in) {
        int entered = in.enter("move");
        String from = "";
        Selection selection = null;
        String to = "";
        boolean copy = false;
        Wait patience = Wait.UNLESS_LOCKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> from = in.string();
                case 2 -> selection = SelectionCodec.read(in);
                case 3 -> to = in.string();
                case 4 -> copy = in.bool();
                case 5 -> patience = EnumCodec.readWait(in);
                default -> in.skip();
            }
        }
        Operation move = new Operation.Move(
                in.requiredText(from, "from"),
                in.required(selection, "selection"),
                in.requiredText(to, "to"),
                copy,
                patience);
        in.leave(entered);
        return move;
    }

    static Operation readClaim(WireReader in) {
        int entered = in.enter("claim");
        String container = "";
        Selection selection = null;
        long lease = 0;
        Wait patience = Wait.UNLESS_LOCKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> container = in.string();
                case 2 -> selection = SelectionCodec.read(in);
                case 3 -> lease = in.uint();
                case 4 -> patience = EnumCodec.readWait(in);
                default -> in.skip();
            }
        }
        Operation claim = new Operation.Claim(
                in.requiredText(container, "container"), in.required(selection, "selection"), lease, patience);
        in.leave(entered);
        return claim;
    }
}
