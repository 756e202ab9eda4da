package io.tupelo.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A disk that does what another one does, until a call of it fails; from then on all calls that change something do.
///
/// Thread-safe if the other one is.
public final class FaultyDisk implements Disk {
    private final Disk disk;
    private long left;

    /// Lets `calls` calls that change something succeed. The next one fails, after half of what it should write.
    public FaultyDisk(Disk disk, long calls) {
        this.disk = disk;
        this.left = calls;
    }

    /// Lets `calls` calls more that change something succeed.
    public synchronized void mend(long calls) {
        left = calls;
    }

    /// Says whether a call has failed.
    public synchronized boolean hasFailed() {
        return left < 0;
    }

    private synchronized boolean fails() {
        left = Math.max(-1, left - 1);
        return left < 0;
    }

    private void change(String what) throws IOException {
        if (fails()) {
            throw new IOException("the disk fails: " + what);
        }
    }

    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public File open(String name) throws IOException {
        return new Open(disk.open(name));
    }

    @Override
    public File create(String name, long bytes) throws IOException {
        change("create " + name);
        return new Open(disk.create(name, bytes));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        change("rename " + from);
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        change("delete " + name);
        disk.delete(name);
    }

    @Override
    public void sync() throws IOException {
        change("sync the folder");
        disk.sync();
    }

    private final class Open implements File {
        private final File file;

        private Open(File file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(long at, ByteBuffer into) throws IOException {
            file.read(at, into);
        }

        @Override
        public void write(long at, ByteBuffer from) throws IOException {
            if (fails()) {
                file.write(at, from.slice(from.position(), from.remaining() / 2));
                throw new IOException("the disk fails: write");
            }
            file.write(at, from);
        }

        @Override
        public void sync() throws IOException {
            change("sync a file");
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
