package io.tupelo.checkpoint;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The values of a checkpoint, read back one by one, those that are asked for often from memory.
///
/// Many threads may use it at once. It doesn't own the checkpoint: whoever opened that closes it.
public final class ColdValues {
    /// What an entry costs beside its bytes, about.
    private static final int ENTRY_BYTES = 100;

    private final Checkpoint checkpoint;
    /// A null is what a key without a value yields; it is never kept.
    private final Cache<Long, byte @Nullable []> cache;

    /// Keeps up to so many bytes in memory.
    public ColdValues(Checkpoint checkpoint, long bytesMax) {
        this.checkpoint = checkpoint;
        // Evicted by whoever asks, without a hand-over to another thread.
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytesMax)
                .weigher((Long _, byte[] value) -> (int) Math.min(Integer.MAX_VALUE, (long) value.length + ENTRY_BYTES))
                .executor(Runnable::run)
                .build();
    }

    /// Returns the value under a key, or null if there is none. Blocks on the disk if it is not in memory; others that ask for the
    /// same key meanwhile wait. The bytes are shared: nobody may change them.
    ///
    /// @throws CheckpointException.Damaged if what is read is not what was written
    /// @throws IllegalStateException if the checkpoint is closed, and the value not in memory
    public byte @Nullable [] get(long key) throws CheckpointException.Damaged {
        try {
            return cache.get(key, this::read);
        } catch (UncheckedIOException failed) {
            if (failed.getCause() instanceof CheckpointException.Damaged damaged) {
                throw damaged;
            }
            throw failed;
        }
    }

    private byte @Nullable [] read(long key) {
        try {
            return checkpoint.get(key);
        } catch (CheckpointException.Damaged damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /// Returns how many bytes are kept in memory, about.
    public long bytes() {
        cache.cleanUp();
        return cache.policy().eviction().map(eviction -> eviction.weightedSize().orElse(0)).orElse(0L);
    }
}
