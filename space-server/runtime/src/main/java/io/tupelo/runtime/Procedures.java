package io.tupelo.runtime;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Receipt;
import io.tupelo.space.AsyncProcedure;
import io.tupelo.space.Procedure;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs the procedures that are on the class path, each call on a virtual thread of its own and with a session of its
/// own; and those that services offer, on the thread that has brought the call.
final class Procedures {
    private final SpaceRuntime space;
    private final Map<String, Procedure> byName = new HashMap<>();
    private final Map<String, AsyncProcedure> offered = new ConcurrentHashMap<>();

    Procedures(SpaceRuntime space) {
        this.space = space;
        for (Procedure procedure : ServiceLoader.load(Procedure.class)) {
            byName.put(procedure.name(), procedure);
        }
    }

    /// Runs this one, too, from now on.
    ///
    /// @throws IllegalArgumentException if there is one of its name
    void offer(AsyncProcedure procedure) {
        String name = procedure.name();
        if (name.equals(Procedure.RESUME) || byName.containsKey(name) || offered.putIfAbsent(name, procedure) != null) {
            throw new IllegalArgumentException("there is a procedure " + name + " already");
        }
    }

    void start(String name, Tuple arguments, Receipt receipt, Consumer<Answer> finish) {
        if (name.equals(Procedure.RESUME)) {
            Thread.ofVirtual().name("procedure-" + name).start(() -> resume(receipt, finish));
            return;
        }
        AsyncProcedure async = offered.get(name);
        if (async != null) {
            var _ = begin(async, arguments).whenComplete((result, failure) -> finish.accept(answer(name, receipt, result, failure)));
            return;
        }
        Procedure procedure = byName.get(name);
        if (procedure == null) {
            TreeSet<String> known = new TreeSet<>(byName.keySet());
            known.addAll(offered.keySet());
            finish.accept(new Answer.Failed(
                    receipt,
                    ErrorCode.UNKNOWN_PROCEDURE,
                    "there is no procedure " + name + "; this server has " + known));
            return;
        }
        Thread.ofVirtual().name("procedure-" + name).start(() -> finish.accept(run(procedure, arguments, receipt)));
    }

    /// The answer leaves before the space is moved, after which nobody waits for it.
    private void resume(Receipt receipt, Consumer<Answer> finish) {
        try {
            space.resume(() -> finish.accept(new Answer.Returned(receipt, Tuple.tuple("resumed"))));
        } catch (IOException | RuntimeException failed) {
            finish.accept(new Answer.Failed(
                    receipt, ErrorCode.DEGRADED, "the space can't be resumed yet: " + failed.getMessage()));
        }
    }

    private static CompletableFuture<Tuple> begin(AsyncProcedure procedure, Tuple arguments) {
        try {
            return Objects.requireNonNull(procedure.start(arguments), "it returned no future");
        } catch (Throwable failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private static Answer answer(String name, Receipt receipt, @Nullable Tuple result, @Nullable Throwable failure) {
        if (result != null) {
            return new Answer.Returned(receipt, result);
        }
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : failure;
        return failed(name, receipt, cause == null ? new NullPointerException("its result is null") : cause);
    }

    private static Answer.Failed failed(String name, Receipt receipt, Throwable cause) {
        return new Answer.Failed(receipt, ErrorCode.PROCEDURE_FAILED, "procedure " + name + " threw " + cause);
    }

    /// What a procedure throws is its caller's to know, whatever it is.
    private Answer run(Procedure procedure, Tuple arguments, Receipt receipt) {
        try (Space own = Space.over(space.port())) {
            return new Answer.Returned(receipt, Objects.requireNonNull(procedure.run(own, arguments), "its result is null"));
        } catch (Throwable failed) {
            return failed(procedure.name(), receipt, failed);
        }
    }
}
