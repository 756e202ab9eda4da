package io.tupelo.examples.wordcount;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;

import io.tupelo.client.SpaceClient;
import io.tupelo.examples.stage.Stage;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import io.tupelo.space.Claim;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// A worker: a process of its own. It claims a chunk, counts, and completes the claim with what it counted, in one step;
/// then the next. A worker that dies leaves nothing but a claim that runs out.
public final class Worker {
    /// How long a worker may take for a chunk. A chunk takes milliseconds.
    private static final Duration LEASE = Duration.ofSeconds(2);

    /// A master that is gone leaves no worker behind for longer than this.
    private static final Wait PATIENCE = Wait.atMost(Duration.ofMinutes(1));

    private final Space space;
    private final String name;
    private final boolean sticks;

    private Worker(Space space, String name, boolean sticks) {
        this.space = space;
        this.name = name;
        this.sticks = sticks;
    }

    /// Works until there is no more to do.
    ///
    /// @param arguments the space's address, the worker's name, and `sticks` for one that stops in the middle of its
    ///     first chunk
    public static void main(String[] arguments) throws Exception {
        try (Space space = SpaceClient.connect(arguments[0])) {
            new Worker(space, arguments[1], arguments.length > 2).work();
        }
    }

    private void work() throws InterruptedException, ExecutionException {
        CompletableFuture<Optional<Claim>> next = claim();
        // Sent after the claim on the same session: who reads this knows that the claim waits already.
        space.container(Board.NEWS.name()).write(new Board.Ready(name));
        int done = 0;
        for (Optional<Claim> claim = next.get(); claim.isPresent(); claim = claim().get()) {
            Chunk chunk = claim.get().tuple().as(Chunk.class);
            if (chunk.isNoMore()) {
                claim.get().complete();
                break;
            }
            done += count(chunk, claim.get()) ? 1 : 0;
        }
        Stage.say("counted " + done + " chunks");
    }

    private CompletableFuture<Optional<Claim>> claim() {
        Container chunks = space.container(Board.CHUNKS.name());
        return chunks.claimAsync(fifo(), LEASE, PATIENCE);
    }

    /// Says whether it was done in time; if not, the chunk is another's by now, and nothing was written.
    private boolean count(Chunk chunk, Claim claim) throws InterruptedException {
        if (sticks) {
            stick(chunk);
        }
        int deliveries = claim.entries().getFirst().deliveries();
        Partial partial = new Partial(chunk.number(), name, deliveries, Words.count(chunk.text()));
        Draft draft = Draft.of(Tuple.of(partial), key(chunk.number()));
        try {
            claim.complete(new Operation.Into(Board.PARTIALS.name(), draft));
            return true;
        } catch (SpaceException failed) {
            if (failed.code() != ErrorCode.CLAIM_LOST) {
                throw failed;
            }
            return false;
        }
    }

    /// Tells that it holds a chunk, and never goes on: the master kills it here.
    private void stick(Chunk chunk) throws InterruptedException {
        space.container(Board.NEWS.name()).write(new Board.Stuck(name, chunk.number()));
        new CountDownLatch(1).await();
    }
}
