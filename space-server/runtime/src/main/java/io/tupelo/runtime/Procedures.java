package io.tupelo.runtime;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Procedure;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
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
