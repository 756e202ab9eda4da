package io.tupelo.examples.mozartspaces;

import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.space.Interceptor;

/// Refuses orders for nothing: what MozartSpaces calls a pre-write aspect. Looks at one container only. Thread-safe.
public final class OrderCheck implements Interceptor {
    /// The container it looks at.
    public static final String CONTAINER = "mozart.checked";

    /// Makes it, for the [java.util.ServiceLoader] of the node.
    public OrderCheck() {}

    @Override
    public Request before(Context context, Request request) {
        if (request.operation() instanceof Operation.Write write && write.container().equals(CONTAINER)) {
            write.drafts().forEach(OrderCheck::check);
        }
        return request;
    }

    private static void check(Draft draft) {
        if (draft.tuple().size() < 2 || "".equals(draft.tuple().get(1))) {
            throw new Veto("an order says what is ordered, and this one does not: " + draft.tuple());
        }
    }
}
