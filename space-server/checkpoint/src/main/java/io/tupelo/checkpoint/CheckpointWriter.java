package io.tupelo.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.mapdb.DBException;
import org.mapdb.Serializer;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.FileChannelVol;
import org.mapdb.volume.Volume;
import org.mapdb.volume.VolumeFactory;

/// Makes checkpoints.
public final class CheckpointWriter {
    /// What was written is forced to the disk so often, so that the last force doesn't keep others waiting that force little.
    private static final long FORCE_EVERY_BYTES = 4 << 20;

    private final Layout layout;
    private final VolumeFactory volumes;

    CheckpointWriter(Layout layout, VolumeFactory volumes) {
        this.layout = layout;
        this.volumes = volumes;
    }

    /// Writes a checkpoint. When this returns, the file is whole, sealed, on the disk, and has its name. Before that nobody sees
    /// it, and if it fails, nothing of it is left. If only the last force of the folder failed, the checkpoint may be there; it
    /// is a good one then.
    ///
    /// Blocks on the disk, and takes the items one by one, holding a few pages of 1 MiB in memory. An interrupt ends it, with an
    /// [IOException]. One thread at a time may write to a folder.
    ///
    /// @param folder has to be there
    /// @param sequence the state is that after the journal's record of this sequence, 0 or more
    /// @param ascending the items, in the order of their keys; what it throws is passed on
    /// @param progress hears how far it is
    /// @throws IOException if the disk is full, or fails
    /// @throws IllegalArgumentException if keys don't ascend
    public static Seal write(Path folder, long sequence, Iterator<Item> ascending, Progress progress) throws IOException {
        return new CheckpointWriter(Layout.STANDARD, FileChannelVol.FACTORY).seal(folder, sequence, ascending, progress);
    }

    Seal seal(Path folder, long sequence, Iterator<Item> ascending, Progress progress) throws IOException {
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence is at least 0, but this one " + sequence);
        }
        Path toCome = folder.resolve(CheckpointNames.TO_COME);
        Files.deleteIfExists(toCome);
        try {
            long items = fill(toCome, ascending, progress);
            Seal seal = Seal.put(toCome, sequence, items);
            CheckpointNames.rename(toCome, folder.resolve(CheckpointNames.name(sequence)));
            return seal;
        } catch (Throwable failed) {
            try {
                Files.deleteIfExists(toCome);
            } catch (IOException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    private long fill(Path file, Iterator<Item> ascending, Progress progress) throws IOException {
        int pageShift = Integer.numberOfTrailingZeros(layout.pageBytes());
        try (Volume volume = volumes.makeVolume(file.toString(), false, 0, pageShift, 0, false)) {
            return fill(volume, ascending, progress);
        } catch (DBException failed) {
            // MapDB wraps what the disk says.
            throw failed.getCause() instanceof IOException cause ? cause : new IOException("MapDB: " + failed, failed);
        }
    }

    private long fill(Volume volume, Iterator<Item> ascending, Progress progress) {
        // One block is one node of the table: MapDB's nodes must fit into its pages, and blocks do.
        var table = SortedTableMap.create(volume, new KeyCodec(), Serializer.BYTE_ARRAY)
                .pageSize(layout.pageBytes())
                .nodeSize(1)
                .createFromSink();
        var forced = new long[1];
        BlockWriter blocks = new BlockWriter(table, layout.blockBytes(), (items, bytes) -> {
            if (bytes - forced[0] >= FORCE_EVERY_BYTES) {
                volume.sync();
                forced[0] = bytes;
            }
            progress.written(items, bytes);
        });
        ascending.forEachRemaining(blocks::add);
        long items = blocks.end();
        var _ = table.create();
        return items;
    }
}
