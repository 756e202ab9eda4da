package io.tupelo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A preallocated file that records are written to and forced, one by one, and nothing else is done: what a disk can do for one at a
/// time. Begins anew at its end. Used by one thread.
final class BareFile implements AutoCloseable {
    private static final int FILE_BYTES = 16 << 20;

    private final FileChannel file;
    private final ByteBuffer record;
    private long at;

    private BareFile(FileChannel file, int recordBytes) {
        this.file = file;
        this.record = ByteBuffer.allocateDirect(recordBytes);
    }

    static BareFile create(Path path, int recordBytes) throws IOException {
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        file.write(ByteBuffer.allocate(FILE_BYTES), 0);
        file.force(true);
        return new BareFile(file, recordBytes);
    }

    /// Writes a record behind what was written last, and forces it.
    void append() {
        try {
            at = at + record.capacity() > FILE_BYTES ? 0 : at;
            at += file.write(record.clear(), at);
            file.force(false);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
