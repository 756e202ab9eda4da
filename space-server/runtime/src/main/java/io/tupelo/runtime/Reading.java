package io.tupelo.runtime;

import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.space.Procedure;

/// Which requests a space serves that can't keep anything: those that change nothing.
final class Reading {
    private Reading() {}

    static boolean is(Request request) {
        return request.transaction() == 0
                && request.replyTo() == null
                && switch (request.operation()) {
                    case Operation.Get get ->
                        get.pick() == Operation.Pick.READ || get.pick() == Operation.Pick.COUNT;
                    case Operation.Either either -> either.pick() == Operation.Pick.READ;
                    case Operation.FindContainer _, Operation.Explain _, Operation.Inspect _, Operation.Watch _,
                            Operation.Withdraw _ -> true;
                    case Operation.Execute execute -> execute.procedure().equals(Procedure.RESUME);
                    default -> false;
                };
    }
}
