package io.tupelo.reliability.bugs;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An instrument of this module, run from a seed on classes that were loaded apart.
enum Instrument {
    /// The kernel against the model, command by command.
    MODEL(100) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            return compare(classes, seed, false);
        }
    },
    /// What must hold of the kernel's state after every command.
    INVARIANTS(50) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            return compare(classes, seed, true);
        }

        @Override
        boolean isItsFinding(AssertionError found) {
            return found.getCause() instanceof IllegalStateException;
        }
    },
    /// Long histories in the order of their receipts, and the counting of tuples.
    WITNESS(10) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            return history(classes, "checkLongEmbedded", seed);
        }
    },
    /// Short histories, in any order that explains them.
    SEARCH(200) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            return history(classes, "checkShortEmbedded", seed);
        }
    },
    /// A durable space with crashes.
    SIMULATION(10) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            classes.loadClass("io.tupelo.reliability.simulation.SpaceSimulation")
                    .getMethod("run", long.class, int.class)
                    .invoke(null, seed, SIMULATED_STEPS);
            return SIMULATED_STEPS;
        }
    },
    /// A durable space in a folder, with checkpoints that are damaged.
    CHECKPOINTS(4) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            classes.loadClass("io.tupelo.reliability.simulation.CheckpointHistory")
                    .getMethod("run", long.class, int.class)
                    .invoke(null, seed, STEPS);
            return STEPS;
        }
    },
    /// A kernel that keeps no tuple in memory which was saved, beside what was recorded.
    COLD(3) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            classes.loadClass("io.tupelo.reliability.restart.RestartHistory")
                    .getMethod("runCold", long.class, int.class)
                    .invoke(null, seed, STEPS);
            return STEPS;
        }
    },
    /// A bank of durable actors whose hosts die and stop.
    ACTORS(8) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            classes.loadClass("io.tupelo.reliability.actors.BankSimulation")
                    .getMethod("run", long.class, int.class)
                    .invoke(null, seed, SIMULATED_STEPS);
            return SIMULATED_STEPS;
        }
    },
    /// Processes that want the same names, and die and stop.
    NAMES(8) {
        @Override
        int run(ClassLoader classes, long seed) throws ReflectiveOperationException {
            classes.loadClass("io.tupelo.reliability.actors.NamesSimulation")
                    .getMethod("run", long.class, int.class)
                    .invoke(null, seed, SIMULATED_STEPS);
            return SIMULATED_STEPS;
        }
    };

    private static final int STEPS = 400;
    private static final int SIMULATED_STEPS = 1_000;
    private static final Pattern SAID = Pattern.compile("(?:tupelo\\.seed=|seed )\\d+, (?:step|calls) (\\d+): ");

    private final int seeds;

    Instrument(int seeds) {
        this.seeds = seeds;
    }

    /// Returns after how many requests it finds something wrong, from `seed` on; empty if it finds nothing.
    ///
    /// @param effort how often it does what it does ordinarily
    Optional<Integer> find(ClassLoader classes, long seed, int effort) {
        Thread.currentThread().setContextClassLoader(classes);
        int requests = 0;
        try {
            for (int i = 0; i < effort * seeds; i++) {
                requests += run(classes, seed + i);
            }
            return Optional.empty();
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof AssertionError found && isItsFinding(found)) {
                return Optional.of(requests + requestsOfLastRun(found));
            }
            return Optional.empty();
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("an instrument of these sources can't be run", impossible);
        } finally {
            Thread.currentThread().setContextClassLoader(Instrument.class.getClassLoader());
        }
    }

    private static int requestsOfLastRun(AssertionError found) {
        Matcher said = SAID.matcher(String.valueOf(found.getMessage()));
        return said.lookingAt() ? Integer.parseInt(said.group(1)) : 0;
    }

    /// Says whether a bug in `file` can be seen by it.
    boolean looksAt(String file) {
        Instrument only = file.startsWith(PlantedBug.NAMES) ? NAMES : file.startsWith("actor-layer/") ? ACTORS : null;
        return only == null ? this != NAMES && this != ACTORS : this == only;
    }

    /// Runs it once, and returns how many requests that were.
    abstract int run(ClassLoader classes, long seed) throws ReflectiveOperationException;

    boolean isItsFinding(AssertionError found) {
        return true;
    }

    private static int compare(ClassLoader classes, long seed, boolean checking) throws ReflectiveOperationException {
        classes.loadClass("io.tupelo.reliability.model.ModelComparison")
                .getMethod("run", long.class, int.class, boolean.class)
                .invoke(null, seed, STEPS, checking);
        return STEPS;
    }

    private static int history(ClassLoader classes, String run, long seed) throws ReflectiveOperationException {
        return (Integer) classes.loadClass("io.tupelo.reliability.history.Histories")
                .getMethod(run, long.class)
                .invoke(null, seed);
    }
}
