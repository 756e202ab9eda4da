package io.tupelo.reliability.model;

import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/// Gives the same random requests to a kernel and to the model, and compares every answer, those to others too; checks
/// the kernel's invariants after each.
public final class ModelComparison {
    private static final int STORY_LINES = Integer.getInteger("tupelo.model.story", 60);

    private final Random random;
    private final RandomRequests requests;
    private final ModelSpace model = new ModelSpace();
    private final List<String> kernelAnswers = new ArrayList<>();
    private final Kernel kernel;
    private final long[] sessions = new long[2];
    private final List<String> trace = new ArrayList<>();
    /// The kernel's number by the model's, for each open transaction and claim.
    private final Map<Long, Long> transactions = new TreeMap<>();
    private final Map<Long, Long> claims = new TreeMap<>();
    /// The session of each of the model's transactions.
    private final Map<Long, Integer> owners = new TreeMap<>();
    private final boolean checking;
    private long number;

    private ModelComparison(long seed, boolean checking) {
        this.random = new Random(seed);
        this.requests = new RandomRequests(random);
        this.checking = checking;
        Limits limits = Limits.DEFAULT.withWaitersMax(Integer.MAX_VALUE);
        this.kernel = checking
                ? new Kernel("model", limits, new SpaceImage(), 1, 0, 0, new Recorder())
                : new Kernel("model", limits, 1, new Recorder());
        for (int i = 0; i < sessions.length; i++) {
            sessions[i] = kernel.open(0, 0, 0);
        }
        for (ContainerSpec spec : RandomRequests.CONTAINERS) {
            kernel.submit(sessions[0], ++number, Request.of(new Operation.CreateContainer(spec, false)), 0);
            model.create(spec);
        }
        kernelAnswers.clear();
    }

    /// Runs `steps` random requests from `seed`.
    ///
    /// @param checking whether the kernel's invariants are checked after each, and the kernel is one that records
    /// @throws AssertionError with the seed and the last requests, where kernel and model differ
    public static void run(long seed, int steps, boolean checking) {
        ModelComparison comparison = new ModelComparison(seed, checking);
        for (int step = 0; step < steps; step++) {
            try {
                comparison.step();
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", step " + step + ": " + failed.getMessage() + "\n"
                        + comparison.story(), failed);
            }
        }
    }

    private String story() {
        return String.join("\n", trace.subList(Math.max(0, trace.size() - STORY_LINES), trace.size()));
    }

    private void step() {
        long time = requests.nextTime();
        int session = random.nextInt(sessions.length);
        long transaction = pickTransaction(session);
        number++;
        int kind = random.nextInt(10);
        Operation forModel;
        Operation forKernel;
        if (kind == 0 && transaction != 0) {
            boolean commit = random.nextInt(3) != 0;
            forModel = commit ? new Operation.Commit(transaction) : new Operation.Abort(transaction);
            long id = Objects.requireNonNull(transactions.remove(transaction));
            forKernel = commit ? new Operation.Commit(id) : new Operation.Abort(id);
            transaction = 0;
        } else if (kind == 1 && !claims.isEmpty()) {
            List<Long> open = new ArrayList<>(claims.keySet());
            long claim = open.get(random.nextInt(open.size()));
            forModel = requests.endOfClaim(claim);
            forKernel = withToken(forModel, Objects.requireNonNull(claims.remove(claim)));
            transaction = 0;
        } else {
            transaction = random.nextInt(3) == 0 ? transaction : 0;
            forModel = requests.operation(transaction != 0);
            forKernel = forModel;
        }
        trace.add("at " + time + ": " + number + " session " + session + " tx " + transaction + " " + forModel);
        long inKernel = transactions.getOrDefault(transaction, 0L);
        List<String> expected =
                new ArrayList<>(model.submit(session, number, new Request(forModel, transaction, false, null), time));
        kernel.submit(sessions[session], number, new Request(forKernel, inKernel, false, null), time);
        if (checking) {
            kernel.checkInvariants();
        }
        compare(session, expected);
    }

    private static Operation withToken(Operation operation, long token) {
        return switch (operation) {
            case Operation.Complete complete -> new Operation.Complete(token, complete.results());
            case Operation.Release release -> new Operation.Release(token, release.delayMillis());
            default -> throw new IllegalArgumentException(operation.toString());
        };
    }

    private long pickTransaction(int session) {
        List<Long> own = new ArrayList<>();
        for (long id : transactions.keySet()) {
            if (Objects.equals(owners.get(id), session)) {
                own.add(id);
            }
        }
        return own.isEmpty() ? 0 : own.get(random.nextInt(own.size()));
    }

    private void compare(int session, List<String> expected) {
        List<String> actual = new ArrayList<>(kernelAnswers);
        kernelAnswers.clear();
        Collections.sort(expected);
        Collections.sort(actual);
        trace.add("  model  " + expected);
        if (!strip(expected).equals(strip(actual))) {
            throw new AssertionError("the model says " + expected + "\nand the kernel " + actual);
        }
        for (int i = 0; i < expected.size(); i++) {
            learn(session, expected.get(i), actual.get(i));
        }
    }

    private static List<String> strip(List<String> answers) {
        return answers.stream().map(answer -> answer.replaceAll("#\\d+", "#")).toList();
    }

    private void learn(int session, String expected, String actual) {
        if (expected.contains(": begun #")) {
            transactions.put(idIn(expected), idIn(actual));
            owners.put(idIn(expected), session);
        } else if (expected.contains(": claimed #")) {
            claims.put(idIn(expected), idIn(actual));
        }
    }

    private static long idIn(String answer) {
        return Long.parseLong(answer.replaceFirst("^.*?#(\\d+).*$", "$1"));
    }

    private final class Recorder extends Unheard {
        @Override
        public void answered(long session, long request, long answerNumber, Answer answer) {
            kernelAnswers.add(request + ": " + Words.of(answer));
        }
    }
}
