package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Query.Condition;
import io.tupelo.coordinator.contract.RandomTuples;
import java.util.List;
import java.util.Random;

/// Queries about the tuples of [RandomTuples].
final class RandomQueries {
    private RandomQueries() {}

    static Query query(Random random) {
        Query query = Query.where(condition(random, 2));
        for (int orders = random.nextInt(3); orders > 0; orders--) {
            int field = random.nextInt(4);
            query = random.nextBoolean() ? query.orderBy(field) : query.orderByDescending(field);
        }
        return random.nextBoolean() ? query : query.limit(1 + random.nextInt(10));
    }

    private static Condition condition(Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        return switch (kind) {
            case 1 -> Query.anyOf(condition(random, depth - 1), condition(random, depth - 1));
            case 2 -> new Condition.And(List.of(condition(random, depth - 1), condition(random, depth - 1)));
            default -> Query.field(random.nextInt(4), RandomTuples.matcher(random));
        };
    }
}
