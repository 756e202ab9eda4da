package io.tupelo.examples.durablequeue;

import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes one job after the other until it is told to stop. It knows nothing of a server that dies: a write returns when the
/// job is safe, however often the connection broke meanwhile.
public final class Producer {
    private Producer() {}

    /// Runs it.
    ///
    /// @param arguments the space's address, and the producer's number
    public static void main(String[] arguments) throws IOException {
        Path asked = Path.of("asked-by-" + arguments[1]);
        try (Space space = Queue.connect(arguments[0])) {
            Container jobs = Queue.jobs(space);
            for (int i = 1; !Files.exists(Queue.NO_MORE); i++) {
                Queue.Job job = new Queue.Job("job-" + arguments[1] + "-" + i);
                jobs.write(job);
                Queue.append(asked, job.name());
            }
        }
    }
}
