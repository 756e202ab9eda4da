package io.tupelo.reliability.model;

import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;

/// A request of the model that waits.
final class ModelWaiter {
    final long session;
    final long number;
    final Request request;
    final long deadline;
    final long timerSet;
    boolean forRoom;

    ModelWaiter(long session, long number, Request request, long deadline, long timerSet) {
        this.session = session;
        this.number = number;
        this.request = request;
        this.deadline = deadline;
        this.timerSet = timerSet;
    }

    boolean waitsForRoom(ModelContainer container) {
        String target =
                switch (request.operation()) {
                    case Operation.Write write -> write.container();
                    case Operation.Put put -> put.container();
                    case Operation.Move move -> move.to();
                    default -> "";
                };
        return forRoom && target.equals(container.spec.name());
    }

    boolean waitsForMatch(ModelContainer container) {
        boolean room = forRoom && !(request.operation() instanceof Operation.Move);
        return !room && concerns(container);
    }

    private boolean concerns(ModelContainer container) {
        String name = container.spec.name();
        return switch (request.operation()) {
            case Operation.Write write -> write.container().equals(name);
            case Operation.Put put -> put.container().equals(name);
            case Operation.Get get -> get.container().equals(name);
            case Operation.Change change -> change.container().equals(name);
            case Operation.Move move -> move.from().equals(name);
            case Operation.Claim claim -> claim.container().equals(name);
            case Operation.Either either ->
                either.choices().stream().anyMatch(from -> from.container().equals(name));
            default -> false;
        };
    }
}
