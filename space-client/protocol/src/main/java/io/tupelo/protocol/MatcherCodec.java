package io.tupelo.protocol;

import io.tupelo.coordinator.Query.Condition;
import io.tupelo.coordinator.Query;
import io.tupelo.operation.ErrorCode;
import io.tupelo.tuple.FieldType;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Templates, matchers and queries.
final class MatcherCodec {
    private MatcherCodec() {}

    static void writeTemplate(WireWriter out, int field, Template template) {
        int begun = out.begin(field);
        for (int i = 0; i < template.size(); i++) {
            writeMatcher(out, 1, template.matcher(i));
        }
        out.bool(2, template.isOpen());
        out.end(begun);
    }

    static void writeMatcher(WireWriter out, int field, Matcher matcher) {
        int begun = out.begin(field);
        switch (matcher) {
            case Matcher.Equal equal -> ValueCodec.writeValue(out, 1, equal.value());
            case Matcher.Any _ -> out.empty(2);
            case Matcher.AnyOf anyOf -> EnumCodec.writeFromOne(out, 3, anyOf.type());
            case Matcher.Between between -> writeBetween(out, between);
            case Matcher.OneOf oneOf -> ValueCodec.writeList(out, 5, oneOf.values());
            case Matcher.StartsWith startsWith -> out.stringSet(6, startsWith.prefix());
            case Matcher.Matches matches -> out.stringSet(7, matches.regex());
            case Matcher.Not not -> writeMatcher(out, 8, not.matcher());
            case Matcher.Nested nested -> writeTemplate(out, 9, nested.template());
        }
        out.end(begun);
    }

    private static void writeBetween(WireWriter out, Matcher.Between between) {
        int begun = out.begin(4);
        if (between.low() != null) {
            ValueCodec.writeValue(out, 1, between.low());
        }
        out.bool(2, between.lowIncluded());
        if (between.high() != null) {
            ValueCodec.writeValue(out, 3, between.high());
        }
        out.bool(4, between.highIncluded());
        out.end(begun);
    }

    static void writeQuery(WireWriter out, int field, Query query) {
        int begun = out.begin(field);
        writeCondition(out, 1, query.where(), 1);
        for (Query.Order order : query.order()) {
            int ordered = out.begin(2);
            out.uint(1, order.index());
            out.bool(2, order.descending());
            out.end(ordered);
        }
        out.uint(3, query.limit() == Integer.MAX_VALUE ? 0 : query.limit());
        out.end(begun);
    }

    private static void writeCondition(WireWriter out, int field, Condition condition, int depth) {
        if (depth > ProtocolLimits.CONDITIONS_NESTING_MAX) {
            throw new ProtocolException(ErrorCode.INVALID_SELECTION, "a query's conditions nest too deep");
        }
        int begun = out.begin(field);
        switch (condition) {
            case Condition.Field one -> {
                int inner = out.begin(1);
                out.uint(1, one.index());
                writeMatcher(out, 2, one.matcher());
                out.end(inner);
            }
            case Condition.And and -> writeConditions(out, 2, and.all(), depth + 1);
            case Condition.Or or -> writeConditions(out, 3, or.any(), depth + 1);
        }
        out.end(begun);
    }

    private static void writeConditions(WireWriter out, int field, List<Condition> conditions, int depth) {
        int begun = out.begin(field);
        for (Condition condition : conditions) {
            writeCondition(out, 1, condition, depth);
        }
        out.end(begun);
    }

    static Template readTemplate(WireReader in, String place) {
        int entered = in.enter(place);
        in.down();
        List<Matcher> matchers = new ArrayList<>(4);
        boolean isOpen = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> matchers.add(readMatcher(in, "matchers"));
                case 2 -> isOpen = in.bool();
                default -> in.skip();
            }
        }
        in.up();
        Template template = Template.of(matchers, isOpen);
        in.leave(entered);
        return template;
    }

    static Matcher readMatcher(WireReader in, String place) {
        int entered = in.enter(place);
        Matcher matcher = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> matcher = new Matcher.Equal(ValueCodec.readValue(in, "equal"));
                case 2 -> matcher = readAny(in);
                case 3 -> matcher = new Matcher.AnyOf(EnumCodec.fromOne(in, in.uint(), FieldType.values()));
                case 4 -> matcher = readBetween(in);
                case 5 -> matcher = new Matcher.OneOf(ValueCodec.readList(in, "one_of"));
                case 6 -> matcher = new Matcher.StartsWith(in.string());
                case 7 -> matcher = new Matcher.Matches(in.string());
                case 8 -> matcher = readNot(in);
                case 9 -> matcher = new Matcher.Nested(readTemplate(in, "nested"));
                default -> in.skip();
            }
        }
        Matcher known = in.required(matcher, "a matcher of a known kind");
        in.leave(entered);
        return known;
    }

    private static Matcher readAny(WireReader in) {
        EmptyCodec.read(in, "any");
        return new Matcher.Any();
    }

    private static Matcher readNot(WireReader in) {
        in.down();
        Matcher matcher = new Matcher.Not(readMatcher(in, "not"));
        in.up();
        return matcher;
    }

    private static Matcher readBetween(WireReader in) {
        int entered = in.enter("between");
        @Nullable Object low = null;
        @Nullable Object high = null;
        boolean lowIncluded = false;
        boolean highIncluded = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> low = ValueCodec.readValue(in, "low");
                case 2 -> lowIncluded = in.bool();
                case 3 -> high = ValueCodec.readValue(in, "high");
                case 4 -> highIncluded = in.bool();
                default -> in.skip();
            }
        }
        Matcher between = new Matcher.Between(low, lowIncluded, high, highIncluded);
        in.leave(entered);
        return between;
    }

    static Query readQuery(WireReader in) {
        int entered = in.enter("query");
        Condition where = null;
        List<Query.Order> order = new ArrayList<>();
        int limit = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> where = readCondition(in, "where");
                case 2 -> order.add(readOrder(in));
                case 3 -> limit = in.uint32();
                default -> in.skip();
            }
        }
        Query query = new Query(in.required(where, "where"), order, limit == 0 ? Integer.MAX_VALUE : limit);
        in.leave(entered);
        return query;
    }

    private static Query.Order readOrder(WireReader in) {
        int entered = in.enter("order");
        int index = 0;
        boolean descending = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> index = in.uint32();
                case 2 -> descending = in.bool();
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Query.Order(index, descending);
    }

    private static Condition readCondition(WireReader in, String place) {
        int entered = in.enter(place);
        in.deeper();
        Condition condition = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> condition = readField(in);
                case 2 -> condition = new Condition.And(readConditions(in, "and"));
                case 3 -> condition = new Condition.Or(readConditions(in, "or"));
                default -> in.skip();
            }
        }
        in.shallower();
        Condition known = in.required(condition, "a condition of a known kind");
        in.leave(entered);
        return known;
    }

    private static List<Condition> readConditions(WireReader in, String place) {
        int entered = in.enter(place);
        List<Condition> conditions = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                conditions.add(readCondition(in, "conditions"));
            } else {
                in.skip();
            }
        }
        in.leave(entered);
        return conditions;
    }

    private static Condition readField(WireReader in) {
        int entered = in.enter("field");
        int index = 0;
        Matcher matcher = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> index = in.uint32();
                case 2 -> matcher = readMatcher(in, "matcher");
                default -> in.skip();
            }
        }
        Condition condition = new Condition.Field(index, in.required(matcher, "a matcher"));
        in.leave(entered);
        return condition;
    }
}
