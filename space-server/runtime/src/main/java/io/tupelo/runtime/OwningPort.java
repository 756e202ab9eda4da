package io.tupelo.runtime;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.space.SpacePort;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A port that owns its space: closing the one closes the other.
final class OwningPort implements SpacePort {
    private final SpaceRuntime space;
    private final SpacePort port;

    OwningPort(SpaceRuntime space) {
        this.space = space;
        this.port = space.port();
    }

    @Override
    public Answer call(Request request) {
        return port.call(request);
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        return port.send(request);
    }

    @Override
    public CompletableFuture<Answer> sendHelping(Request request) {
        return port.sendHelping(request);
    }

    @Override
    public Watch watch(Operation.Watch watch, Consumer<Event> events) {
        return port.watch(watch, events);
    }

    @Override
    public void close() {
        port.close();
        space.close();
    }
}
