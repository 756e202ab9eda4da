package io.tupelo.journal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A folder of the file system, for one user at a time.
public final class FileDisk implements Disk, Closeable {
    static final String LOCK = "lock";
    private static final int READ_BYTES = 1 << 20;
    private static final int ZEROS_BYTES = 1 << 20;
    /// The folders that this process uses, by their real paths. They are asked before the lock is: POSIX locks belong to a process, so
    /// opening and closing a lock's file a second time would let other processes in, although the first one still has it.
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path real;
    /// Open as long as the folder is in use.
    private final FileChannel lock;

    private FileDisk(Path folder, Path real, FileChannel lock) {
        this.folder = folder;
        this.real = real;
        this.lock = lock;
    }

    /// Uses `folder`, which is made if it is not there, until it is closed or this process ends.
    ///
    /// @throws IOException if it can't be made, or is in use, by this process or another one
    public static FileDisk in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path real = folder.toRealPath();
        if (!IN_USE.add(real)) {
            throw inUse(folder);
        }
        try {
            return new FileDisk(folder, real, lock(folder));
        } catch (IOException | RuntimeException failed) {
            IN_USE.remove(real);
            throw failed;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isTaken(lock)) {
            lock.close();
            throw inUse(folder);
        }
        return lock;
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() == null;
        } catch (OverlappingFileLockException _) {
            // By this process, loaded by another class loader.
            return true;
        }
    }

    private static IOException inUse(Path folder) {
        return new IOException("the folder " + folder + " is in use; close what uses it, or name another folder");
    }

    /// Returns the folder.
    public Path folder() {
        return folder;
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(LOCK))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public File open(String name) throws IOException {
        return new Open(FileChannel.open(folder.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public File create(String name, long bytes) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        File file = new Open(channel);
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, ZEROS_BYTES));
            for (long at = 0; at < bytes; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
                file.write(at, zeros);
            }
            channel.force(true);
            return file;
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    public void sync() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (lock.isOpen()) {
            lock.close();
            IN_USE.remove(real);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private record Open(FileChannel channel) implements File {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(long at, ByteBuffer into) throws IOException {
            long from = at;
            int end = into.limit();
            // In pieces: for each read, the JDK keeps as much again outside the heap.
            while (into.position() < end) {
                into.limit(Math.min(end, into.position() + READ_BYTES));
                int count = channel.read(into, from);
                into.limit(end);
                if (count < 0) {
                    return;
                }
                from += count;
            }
        }

        @Override
        public void write(long at, ByteBuffer from) throws IOException {
            long to = at;
            while (from.hasRemaining()) {
                int count = channel.write(from, to);
                if (count <= 0) {
                    throw new EOFException("wrote nothing at " + to);
                }
                to += count;
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
