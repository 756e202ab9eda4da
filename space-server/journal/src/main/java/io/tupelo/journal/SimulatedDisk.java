package io.tupelo.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A folder in memory that loses in a crash what a disk may lose: of what was written since a file's last sync any sectors,
/// of what was made, renamed and deleted since the folder's last sync anything from some point on.
///
/// Thread-safe. Deterministic, if its random generator and its callers are.
public final class SimulatedDisk implements Disk {
    private final Map<String, Content> names = new TreeMap<>();
    /// The folder after each change since its last sync, the synced one first.
    private final List<Map<String, Content>> versions = new ArrayList<>();

    /// Makes an empty one.
    public SimulatedDisk() {
        versions.add(Map.of());
    }

    /// Returns the folder as it may be after a crash now.
    public synchronized SimulatedDisk crashed(RandomGenerator random) {
        SimulatedDisk after = new SimulatedDisk();
        Map<String, Content> folder = versions.get(random.nextInt(versions.size()));
        folder.forEach((name, content) -> after.names.put(name, content.crashed(random)));
        after.versions.set(0, Map.copyOf(after.names));
        return after;
    }

    /// Returns a copy that nothing is lost from.
    public synchronized SimulatedDisk copy() {
        SimulatedDisk copy = new SimulatedDisk();
        names.forEach((name, content) -> copy.names.put(name, new Content(content.now.clone())));
        copy.versions.set(0, Map.copyOf(copy.names));
        return copy;
    }

    /// Returns the bytes of a file, to be looked at and damaged.
    public synchronized byte[] bytes(String name) throws FileNotFoundException {
        return content(name).now;
    }

    private Content content(String name) throws FileNotFoundException {
        Content content = names.get(name);
        if (content == null) {
            throw new FileNotFoundException(name);
        }
        return content;
    }

    private void changed() {
        versions.add(Map.copyOf(names));
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized File open(String name) throws FileNotFoundException {
        return new Open(content(name));
    }

    @Override
    public synchronized File create(String name, long bytes) {
        Content content = new Content(new byte[Math.toIntExact(bytes)]);
        names.put(name, content);
        changed();
        return new Open(content);
    }

    @Override
    public synchronized void rename(String from, String to) throws FileNotFoundException {
        names.put(to, content(from));
        names.remove(from);
        changed();
    }

    @Override
    public synchronized void delete(String name) throws FileNotFoundException {
        var _ = content(name);
        names.remove(name);
        changed();
    }

    @Override
    public synchronized void sync() {
        versions.clear();
        versions.add(Map.copyOf(names));
    }

    /// What a file holds, and what of it is safe.
    private static final class Content {
        private final byte[] now;
        private byte[] safe;

        private Content(byte[] bytes) {
            now = bytes;
            safe = bytes.clone();
        }

        private Content crashed(RandomGenerator random) {
            byte[] after = safe.clone();
            for (int at = 0; at < now.length; at += SECTOR_BYTES) {
                int end = Math.min(now.length, at + SECTOR_BYTES);
                if (!Arrays.equals(now, at, end, safe, at, end) && random.nextBoolean()) {
                    System.arraycopy(now, at, after, at, end - at);
                }
            }
            return new Content(after);
        }
    }

    private final class Open implements File {
        private final Content content;

        private Open(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.now.length;
        }

        @Override
        public void read(long at, ByteBuffer into) {
            synchronized (SimulatedDisk.this) {
                int count = (int) Math.min(into.remaining(), content.now.length - at);
                into.put(content.now, (int) at, Math.max(0, count));
            }
        }

        @Override
        public void write(long at, ByteBuffer from) throws IOException {
            synchronized (SimulatedDisk.this) {
                if (at + from.remaining() > content.now.length) {
                    throw new IOException("a write beyond what was reserved");
                }
                from.get(content.now, (int) at, from.remaining());
            }
        }

        @Override
        public void sync() {
            synchronized (SimulatedDisk.this) {
                content.safe = content.now.clone();
            }
        }

        @Override
        public void close() {
            // Nothing is kept open.
        }
    }
}
