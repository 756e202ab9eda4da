package io.tupelo.runtime;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Procedure;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/// Runs the procedures that are on the class path, each call on a virtual thread of its own and with a session of its
/// own.
final class Procedures {
    private final SpaceRuntime space;
    private final Map<String, Procedure> byName = new HashMap<>();

    Procedures(SpaceRuntime space) {
        this.space = space;
        for (Procedure procedure : ServiceLoader.load(Procedure.class)) {
            byName.put(procedure.name(), procedure);
        }
    }

    void start(String name, Tuple arguments, Receipt receipt, Consumer<Answer> finish) {
        if (name.equals(Procedure.RESUME)) {
            Thread.ofVirtual().name("procedure-" + name).start(() -> resume(receipt, finish));
            return;
        }
        Procedure procedure = byName.get(name);
        if (procedure == null) {
            finish.accept(new Answer.Failed(
                    receipt,
                    ErrorCode.UNKNOWN_PROCEDURE,
                    "there is no procedure " + name + "; this server has " + byName.keySet()));
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

    /// What a procedure throws is its caller's to know, whatever it is.
    private Answer run(Procedure procedure, Tuple arguments, Receipt receipt) {
        try (Space own = Space.over(space.port())) {
            return new Answer.Returned(receipt, Objects.requireNonNull(procedure.run(own, arguments), "its result is null"));
        } catch (Throwable failed) {
            return new Answer.Failed(
                    receipt, ErrorCode.PROCEDURE_FAILED, "procedure " + procedure.name() + " threw " + failed);
        }
    }
}
