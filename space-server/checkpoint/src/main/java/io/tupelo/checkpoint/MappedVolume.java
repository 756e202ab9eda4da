package io.tupelo.checkpoint;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mapdb.volume.ByteBufferVol;

/// A file that is read through memory, until it is closed.
///
/// MapDB's own volumes don't do here: one on a `FileChannel` is closed for all by an interrupt of any thread that reads, and its
/// mapped one leaves the mapping, and so the room on the disk, to the garbage collector. After this one was closed, whoever still
/// reads gets an [IllegalStateException].
final class MappedVolume extends ByteBufferVol {
    private static final int SLICE_SHIFT = 30;
    private static final long SLICE_BYTES = 1L << SLICE_SHIFT;

    private final Path file;
    private final long bytes;
    private final Arena arena = Arena.ofShared();

    MappedVolume(Path file, long bytes) throws IOException {
        super(true, SLICE_SHIFT, false);
        this.file = file;
        this.bytes = bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
            slices = new ByteBuffer[Math.toIntExact((bytes + SLICE_BYTES - 1) / SLICE_BYTES)];
            for (int i = 0; i < slices.length; i++) {
                long begin = i * SLICE_BYTES;
                slices[i] = all.asSlice(begin, Math.min(SLICE_BYTES, bytes - begin)).asByteBuffer();
            }
        } catch (IOException | RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            arena.close();
        }
    }

    @Override
    public long length() {
        return bytes;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public File getFile() {
        return file.toFile();
    }

    @Override
    public boolean getFileLocked() {
        return false;
    }

    @Override
    public void sync() {}

    @Override
    public void ensureAvailable(long offset) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException("read only");
    }
}
