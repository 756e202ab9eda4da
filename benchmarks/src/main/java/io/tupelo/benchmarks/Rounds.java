package io.tupelo.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the sides of a comparison in turns, A B A B, so that what disturbs the machine disturbs all of them.
final class Rounds {
    private final Settings settings;
    private final Map<String, Trial> trials = new LinkedHashMap<>();

    Rounds(Settings settings) {
        this.settings = settings;
    }

    /// Adds a side, to be run in the order of adding.
    Rounds add(String name, Trial trial) {
        trials.put(name, trial);
        return this;
    }

    /// Warms each side up, then gives each its turn as often as the settings say.
    ///
    /// @return the medians by name
    Map<String, Sample> run() throws Exception {
        for (Trial trial : trials.values()) {
            trial.run(settings.warmup());
        }
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round < settings.rounds(); round++) {
            for (Map.Entry<String, Trial> side : trials.entrySet()) {
                samples.computeIfAbsent(side.getKey(), _ -> new ArrayList<>())
                        .add(side.getValue().run(settings.round()));
            }
        }
        Map<String, Sample> medians = new LinkedHashMap<>();
        samples.forEach((name, all) -> medians.put(name, Sample.median(all)));
        return medians;
    }
}
