package io.tupelo.journal;

import io.tupelo.journal.SegmentFormat.Header;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Writes chunks and forces them to disk, from segment to segment; the next segment is made while the present one is
/// written. Used by one thread at a time.
final class SegmentWriter {
    static final String SPARE = "segment-to-come";

    private final Disk disk;
    private final JournalConfig config;
    private @Nullable Header header;
    private Disk.@Nullable File file;
    private @Nullable CompletableFuture<Disk.File> spare;

    SegmentWriter(Disk disk, JournalConfig config) {
        this.disk = disk;
        this.config = config;
    }

    /// Goes on in a segment that is there.
    void resume(Header there) throws IOException {
        file = disk.open(SegmentFormat.name(there.first()));
        header = there;
    }

    /// Has the next segment made, if there is none yet.
    void prepare() {
        if (spare == null) {
            CompletableFuture<Disk.File> made = new CompletableFuture<>();
            spare = made;
            config.preparing().execute(() -> {
                try {
                    made.complete(disk.create(SPARE, config.segmentBytes()));
                } catch (IOException | RuntimeException failed) {
                    made.completeExceptionally(failed);
                }
            });
        }
    }

    /// Writes all of `chunks`, and returns once they are on the disk. Before, all up to `synced` are.
    void write(List<Chunk> chunks, long synced) throws IOException {
        long safe = synced;
        Disk.File into = file;
        for (Chunk chunk : chunks) {
            if (into == null || !chunk.header.equals(header)) {
                if (into != null) {
                    into.sync();
                    safe = chunk.header.first() - 1;
                    into.close();
                }
                into = begin(chunk.header);
            }
            into.write(chunk.offset, chunk.sealed(safe));
        }
        if (into != null) {
            into.sync();
        }
    }

    /// Makes the segment that was prepared the one with this header. What is in the one before is safe.
    private Disk.File begin(Header next) throws IOException {
        prepare();
        Disk.File fresh = madeOrAgain();
        fresh.write(0, SegmentFormat.encode(next));
        fresh.sync();
        disk.rename(SPARE, SegmentFormat.name(next.first()));
        disk.sync();
        header = next;
        file = fresh;
        spare = null;
        prepare();
        return fresh;
    }

    /// What could not be made before may be possible by now: a full disk may have been freed.
    private Disk.File madeOrAgain() throws IOException {
        try {
            return made();
        } catch (IOException _) {
            spare = null;
            prepare();
            return made();
        }
    }

    private Disk.File made() throws IOException {
        try {
            return java.util.Objects.requireNonNull(spare).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /// Closes what is open. What was made for later is deleted.
    void close() throws IOException {
        if (file != null) {
            file.close();
        }
        if (spare != null) {
            made().close();
            disk.delete(SPARE);
        }
    }
}
