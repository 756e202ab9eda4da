package io.tupelo.protocol;

import io.tupelo.coordinator.Chain;
import io.tupelo.coordinator.Count;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.ErrorCode;
import io.tupelo.tuple.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Selections and selectors, which are coordinates too.
final class SelectionCodec {
    private SelectionCodec() {}

    static void write(WireWriter out, int field, Selection selection) {
        int begun = out.begin(field);
        for (Selector selector : selection.selectors()) {
            writeSelector(out, 1, selector);
        }
        Count count = selection.howMany();
        if (!count.equals(Count.ONE) || (selection instanceof Chain chain && chain.selectors().size() == 1)) {
            int counted = out.begin(2);
            EnumCodec.writeFromZero(out, 1, count.kind());
            out.uint(2, count.number() == Integer.MAX_VALUE ? 0 : count.number());
            out.end(counted);
        }
        out.end(begun);
    }

    static void writeSelector(WireWriter out, int field, Selector selector) {
        int begun = out.begin(field);
        out.name(1, selector.coordinator(), ErrorCode.UNKNOWN_COORDINATOR);
        switch (selector.argument()) {
            case null -> {
                // A coordinator that is told nothing.
            }
            case Template template -> MatcherCodec.writeTemplate(out, 3, template);
            case Query query -> MatcherCodec.writeQuery(out, 4, query);
            case Object value -> ValueCodec.writeValue(out, 2, value);
        }
        out.end(begun);
    }

    static void writeSelectors(WireWriter out, int field, List<Selector> selectors) {
        for (int i = 0; i < selectors.size(); i++) {
            writeSelector(out, field, selectors.get(i));
        }
    }

    static Selection read(WireReader in) {
        int entered = in.enter("selection");
        Selector first = null;
        List<Selector> several = null;
        Count count = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> {
                    Selector next = readSelector(in, "selectors");
                    if (first == null) {
                        first = next;
                    } else {
                        several = several == null ? new ArrayList<>(List.of(first)) : several;
                        several.add(next);
                    }
                }
                case 2 -> count = readCount(in);
                default -> in.skip();
            }
        }
        Selector one = in.required(first, "a selector");
        Selection selection = several == null && count == null
                ? one
                : new Chain(several == null ? List.of(one) : several, count == null ? Count.ONE : count);
        in.leave(entered);
        return selection;
    }

    private static Count readCount(WireReader in) {
        int entered = in.enter("count");
        long kind = 0;
        int number = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> kind = in.uint();
                case 2 -> number = in.uint32();
                default -> in.skip();
            }
        }
        Count count = new Count(
                EnumCodec.fromZero(in, kind, Count.Kind.values()), number == 0 ? Integer.MAX_VALUE : number);
        in.leave(entered);
        return count;
    }

    static Selector readSelector(WireReader in, String place) {
        int entered = in.enter(place);
        String coordinator = "";
        Object argument = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> coordinator = in.string();
                case 2 -> argument = readArgument(in);
                case 3 -> argument = MatcherCodec.readTemplate(in, "template");
                case 4 -> argument = MatcherCodec.readQuery(in);
                default -> in.skip();
            }
        }
        Selector selector = new Selector(in.requiredText(coordinator, "coordinator"), argument);
        in.leave(entered);
        return selector;
    }

    private static Object readArgument(WireReader in) {
        @Nullable Object value = ValueCodec.readValue(in, "value");
        return in.required(value, "a value other than null");
    }
}
