package io.tupelo.benchmarks.client;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Several clients of one server, closed together.
public final class Clients<C extends Closeable> implements Closeable {
    /// What makes one of them.
    @FunctionalInterface
    public interface Making<C> {
        C make() throws Exception;
    }

    private final List<C> clients = new ArrayList<>();

    public Clients(int count, Making<C> making) throws Exception {
        for (int i = 0; i < count; i++) {
            clients.add(making.make());
        }
    }

    /// Returns the clients.
    public List<C> all() {
        return clients;
    }

    @Override
    public void close() throws IOException {
        for (C client : clients) {
            client.close();
        }
    }
}
