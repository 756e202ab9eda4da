package io.tupelo.reliability.history;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.reliability.model.RandomRequests;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.SpacePort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/// Runs that record histories and check them, each from a seed: long ones that take the receipts' word, and short ones
/// that don't.
public final class Histories {
    /// How many clients a run has at most.
    public static final int CLIENTS_MAX = 4;

    private static final int LONG_CALLS_MAX = 500;
    private static final int SHORT_CALLS_MAX = 3;
    private static final int LONG_CONTAINERS_MIN = 3;

    private Histories() {}

    /// Records one history of up to 500 calls of each of `clients` clients, and checks it with the
    /// [WitnessChecker] and the [ConservationChecker].
    ///
    /// @return how many calls it had
    /// @throws AssertionError with the seed, if the history is wrong
    public static int checkLong(HistoryRecorder recorder, int clients, long seed) {
        Random random = new Random(seed);
        int containers = LONG_CONTAINERS_MIN + random.nextInt(RandomRequests.CONTAINERS.size() + 1 - LONG_CONTAINERS_MIN);
        Workload workload = new Workload(some(containers, random), LONG_CALLS_MAX, false);
        return checked(recorder, workload, clients, seed, history -> {
            WitnessChecker.check(history);
            ConservationChecker.check(history);
        });
    }

    /// Records one history of a few calls of two clients or more, and checks it with the [LinearizabilityChecker].
    ///
    /// @return how many calls it had
    /// @throws AssertionError with the seed, if the history is wrong
    public static int checkShort(HistoryRecorder recorder, int clients, long seed) {
        Random random = new Random(seed);
        Workload workload = new Workload(some(1 + random.nextInt(2), random), SHORT_CALLS_MAX, true);
        return checked(recorder, workload, 2 + random.nextInt(clients - 1), seed, LinearizabilityChecker::check);
    }

    /// Does as [#checkLong] over a space of its own in this process.
    public static int checkLongEmbedded(long seed) {
        return embedded(recorder -> checkLong(recorder, CLIENTS_MAX, seed));
    }

    /// Does as [#checkShort] over a space of its own in this process.
    public static int checkShortEmbedded(long seed) {
        return embedded(recorder -> checkShort(recorder, CLIENTS_MAX, seed));
    }

    private static int embedded(ToIntFunction<HistoryRecorder> run) {
        try (SpaceRuntime space = SpaceRuntime.create("history")) {
            List<SpacePort> ports = new ArrayList<>();
            for (int i = 0; i < CLIENTS_MAX; i++) {
                ports.add(space.port());
            }
            try (HistoryRecorder recorder = new HistoryRecorder(ports)) {
                return run.applyAsInt(recorder);
            }
        }
    }

    private static List<ContainerSpec> some(int containers, Random random) {
        List<ContainerSpec> some = new ArrayList<>(RandomRequests.CONTAINERS);
        Collections.shuffle(some, random);
        return some.subList(0, containers);
    }

    private static int checked(
            HistoryRecorder recorder, Workload workload, int clients, long seed, Consumer<History> check) {
        int calls = clients * workload.callsMax();
        try {
            History history = recorder.record(workload, clients, seed);
            calls = history.calls().size();
            check.accept(history);
            return calls;
        } catch (AssertionError wrong) {
            throw new AssertionError("seed " + seed + ", calls " + calls + ": " + wrong.getMessage(), wrong);
        }
    }
}
