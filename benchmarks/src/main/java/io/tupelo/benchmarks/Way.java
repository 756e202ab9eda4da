package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.fifo;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Wait;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;

/// A way from those who give to those who get, and wait for it.
interface Way {
    void give(Tuple tuple);

    Tuple get();

    /// Makes a new container of `space` with the coordinator `fifo` a way.
    static Way through(Space space, String name) {
        var container = space.create(ContainerSpec.named(name).with("fifo"));
        return new Way() {
            @Override
            public void give(Tuple tuple) {
                var _ = container.write(tuple);
            }

            @Override
            public Tuple get() {
                return container.take(fifo(), Wait.FOREVER).orElseThrow().tuple();
            }
        };
    }

    /// Makes a queue of the JDK's a way.
    static Way throughQueue() {
        TransferQueue<Tuple> queue = new LinkedTransferQueue<>();
        return new Way() {
            @Override
            public void give(Tuple tuple) {
                queue.add(tuple);
            }

            @Override
            public Tuple get() {
                try {
                    return queue.take();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }
        };
    }
}
