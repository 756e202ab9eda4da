package io.tupelo.actor;

/// One watch of one actor over another. Several over the same one are several, and each is told once.
public final class Monitor {
    private final Cell<?> watcher;
    private final Cell<?> watched;

    Monitor(Cell<?> watcher, Cell<?> watched) {
        this.watcher = watcher;
        this.watched = watched;
    }

    Cell<?> watcher() {
        return watcher;
    }

    Cell<?> watched() {
        return watched;
    }

    @Override
    public String toString() {
        return "monitor of " + watched;
    }
}
