package io.tupelo.examples.mozartspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.Interceptor;
import io.tupelo.tuple.Tuple;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OrderCheckTest {
    private static final Interceptor.Context CONTEXT = new Interceptor.Context("default", 1);

    @Test
    void isFoundOnTheClassPath() {
        assertThat(ServiceLoader.load(Interceptor.class)).hasAtLeastOneElementOfType(OrderCheck.class);
    }

    @Test
    void refusesOrdersForNothing() {
        Request nothing = write(OrderCheck.CONTAINER, Tuple.tuple("order", ""));
        assertThatThrownBy(() -> new OrderCheck().before(CONTEXT, nothing))
                .isInstanceOf(Interceptor.Veto.class)
                .hasMessageContaining("what is ordered");
    }

    @Test
    void leavesEverythingElseAlone() {
        Request bread = write(OrderCheck.CONTAINER, Tuple.tuple("order", "bread"));
        Request elsewhere = write("elsewhere", Tuple.tuple("order", ""));
        assertThat(new OrderCheck().before(CONTEXT, bread)).isSameAs(bread);
        assertThat(new OrderCheck().before(CONTEXT, elsewhere)).isSameAs(elsewhere);
    }

    private static Request write(String container, Tuple tuple) {
        return Request.of(new Operation.Write(container, List.of(Draft.of(tuple)), Wait.NOW));
    }
}
