package io.tupelo.benchmarks;

import io.tupelo.benchmarks.remote.PekkoRemote;
import io.tupelo.benchmarks.remote.RemoteSide;
import io.tupelo.benchmarks.remote.TupeloRemote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Messages and questions from one process to an actor of another one, beside Pekko's over Artery.
final class RemoteActorSuite implements Suite {
    private static final String OURS = "ours";
    private static final String PEKKO = "Pekko, Artery";
    private static final int ASKING = 64;
    private static final double TELLS_LEAST = 3;
    private static final double ASK_MOST = 0.25;
    private static final int PATIENCE_SECONDS = 60;

    @Override
    public String name() {
        return "actors-remote";
    }

    @Override
    public String description() {
        return "messages of 100 bytes to an actor in another process, and questions, beside Pekko's over Artery";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Scratch folder = Scratch.make();
                Pinning _ = Pinning.load();
                ServerProcess peer = ServerProcess.java(settings, TupeloRemote.PEER, folder.path("data").toString());
                ServerProcess pekkosPeer = ServerProcess.java(settings, PekkoRemote.PEER);
                RemoteSide ours = new TupeloRemote(peer.port());
                RemoteSide pekko = new PekkoRemote(pekkosPeer.port())) {
            String tells = "tells";
            if (settings.wants(tells)) {
                Map<String, Sample> medians = new Rounds(settings)
                        .add(OURS, time -> tells(time, ours))
                        .add(PEKKO, time -> tells(time, pekko))
                        .run();
                rows.add(rate(medians, tells, "messages/s").ratioAtLeast(TELLS_LEAST));
            }
            String one = "asks, one at a time";
            if (settings.wants(one)) {
                Map<String, Sample> medians = asks(settings, ours, pekko, 1);
                rows.add(Row.compared(name(), one, "µs, p50", of(medians, OURS).p50Micros(), PEKKO, of(medians, PEKKO).p50Micros())
                        .ratioAtMost(ASK_MOST));
            }
            String many = "asks, 64 at a time";
            if (settings.wants(many)) {
                rows.add(rate(asks(settings, ours, pekko, ASKING), many, "asks/s"));
            }
        }
        return rows;
    }

    private Row rate(Map<String, Sample> medians, String label, String unit) {
        return Row.compared(name(), label, unit, of(medians, OURS).perSecond(), PEKKO, of(medians, PEKKO).perSecond());
    }

    private static Sample of(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side));
    }

    private static Map<String, Sample> asks(Settings settings, RemoteSide ours, RemoteSide pekko, int atOnce) throws Exception {
        return new Rounds(settings)
                .add(OURS, time -> Throughput.ofClients(time, Collections.nCopies(atOnce, ours::ask)))
                .add(PEKKO, time -> Throughput.ofClients(time, Collections.nCopies(atOnce, pekko::ask)))
                .run();
    }

    /// Tells, as long as it was heard that what came before was received, and waits for the last.
    private static Sample tells(Duration time, RemoteSide side) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long count = 0;
        do {
            acquire(side, RemoteSide.ACKNOWLEDGED);
            for (int i = 0; i < RemoteSide.ACKNOWLEDGED; i++) {
                side.tell();
            }
            count += RemoteSide.ACKNOWLEDGED;
        } while (System.nanoTime() < end);
        acquire(side, RemoteSide.AHEAD);
        side.room().release(RemoteSide.AHEAD);
        return new Sample(count * 1e9 / (System.nanoTime() - begin), Double.NaN);
    }

    private static void acquire(RemoteSide side, int permits) throws InterruptedException {
        if (!side.room().tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("messages were lost");
        }
    }
}
