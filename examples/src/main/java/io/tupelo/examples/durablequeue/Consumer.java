package io.tupelo.examples.durablequeue;

import static io.tupelo.coordinator.Coordinators.fifo;

import io.tupelo.operation.Wait;
import io.tupelo.space.Claim;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Does one job after the other: claims it, and completes the claim with the result. The job goes and the result comes in
/// one step, so there is never both, and never neither.
public final class Consumer {
    /// Longer than the server is ever away, so that a claim outlives it.
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Wait PATIENCE = Wait.atMost(Duration.ofMillis(200));

    private Consumer() {}

    /// Runs it.
    ///
    /// @param arguments the space's address, and the consumer's number
    public static void main(String[] arguments) throws IOException {
        String name = "consumer-" + arguments[1];
        Path done = Path.of("done-by-" + arguments[1]);
        try (Space space = Queue.connect(arguments[0])) {
            Container jobs = Queue.jobs(space);
            boolean goesOn = true;
            while (goesOn) {
                boolean isLast = Files.exists(Queue.ALL_ASKED);
                Optional<Claim> claim = jobs.claim(fifo(), LEASE, PATIENCE);
                if (claim.isPresent()) {
                    Queue.Job job = claim.get().tuple().as(Queue.Job.class);
                    claim.get().completeWriting(Queue.RESULTS.name(), new Queue.Result(job.name(), name));
                    Queue.append(done, job.name());
                }
                goesOn = claim.isPresent() || !isLast;
            }
        }
    }
}
