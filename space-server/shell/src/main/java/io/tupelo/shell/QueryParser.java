package io.tupelo.shell;

import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Query.Condition;
import io.tupelo.coordinator.Query.Order;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Matchers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads queries: `where 1>=18 and 2="Vienna" order 1 desc limit 10`. `and` binds closer than `or`.
final class QueryParser {
    private static final String FIELD = "the number of a field, from 0";

    private final Scanner in;
    private final Nesting nesting = new Nesting("conditions");

    QueryParser(Scanner in) {
        this.in = in;
    }

    /// Says whether a query starts here.
    static boolean startsHere(Scanner in) {
        int start = in.position();
        boolean starts = in.acceptWord("where") || in.acceptWord("order") || in.acceptWord("limit");
        in.moveTo(start);
        return starts;
    }

    Query query() {
        int start = in.position();
        Condition where = new Condition.And(List.of());
        if (in.acceptWord("where")) {
            where = or();
        }
        in.skipSpaces();
        List<Order> orders = new ArrayList<>();
        if (in.acceptWord("order")) {
            do {
                orders.add(order());
                in.skipSpaces();
            } while (in.accept(","));
        }
        int limit = Integer.MAX_VALUE;
        if (in.acceptWord("limit")) {
            in.skipSpaces();
            limit = Numbers.integer(in, "how many at most");
        }
        Condition condition = where;
        int most = limit;
        return TupleParser.valid(start, () -> new Query(condition, orders, most));
    }

    private Condition or() {
        List<Condition> any = joined("or", this::and);
        return any.size() == 1 ? any.getFirst() : new Condition.Or(any);
    }

    private Condition and() {
        List<Condition> all = joined("and", this::condition);
        return all.size() == 1 ? all.getFirst() : new Condition.And(all);
    }

    private List<Condition> joined(String word, Supplier<Condition> part) {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(part.get());
            in.skipSpaces();
        } while (in.acceptWord(word));
        return parts;
    }

    private Condition condition() {
        in.skipSpaces();
        int start = in.position();
        if (in.accept("(")) {
            nesting.enter(start);
            Condition within = or();
            in.expect(")", "')'");
            nesting.leave();
            return within;
        }
        int field = Numbers.integer(in, FIELD);
        in.skipSpaces();
        Matcher matcher = comparison();
        return TupleParser.valid(start, () -> new Condition.Field(field, matcher));
    }

    private Matcher comparison() {
        int start = in.position();
        if (in.accept("!=")) {
            Matcher unwanted = wanted();
            return TupleParser.valid(start, () -> Matchers.not(unwanted));
        } else if (in.accept(">=")) {
            return above(start, true);
        } else if (in.accept("<=")) {
            return below(start, true);
        } else if (in.accept(">")) {
            return above(start, false);
        } else if (in.accept("<")) {
            return below(start, false);
        } else if (in.accept("=")) {
            return wanted();
        }
        throw in.wrong("one of = != < <= > >=");
    }

    private Matcher above(int start, boolean included) {
        Object low = end();
        return TupleParser.valid(start, () -> new Matcher.Between(low, included, null, false));
    }

    private Matcher below(int start, boolean included) {
        Object high = end();
        return TupleParser.valid(start, () -> new Matcher.Between(null, false, high, included));
    }

    private @Nullable Object end() {
        in.skipSpaces();
        return new TupleParser(in).value();
    }

    private Matcher wanted() {
        in.skipSpaces();
        return new TemplateParser(in).matcher();
    }

    private Order order() {
        in.skipSpaces();
        int start = in.position();
        int field = Numbers.integer(in, FIELD);
        in.skipSpaces();
        boolean descending = in.acceptWord("desc");
        if (!descending) {
            in.acceptWord("asc");
        }
        return TupleParser.valid(start, () -> new Order(field, descending));
    }
}
