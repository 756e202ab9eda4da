package io.tupelo.runtime;

import io.tupelo.journal.FileDisk;
import io.tupelo.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Path;

/// The log of a space in a folder, which has checkpoints too.
public final class RecordFolder extends RecordLog implements AutoCloseable {
    private final FileDisk disk;
    private final CheckpointLoop checkpoints;

    private RecordFolder(FileDisk disk, SpaceLog log, CheckpointLoop checkpoints) {
        super(log);
        this.disk = disk;
        this.checkpoints = checkpoints;
    }

    /// Opens the one in `folder`, at a time.
    public static RecordFolder open(Path folder, JournalConfig config, long now) throws IOException {
        FileDisk disk = FileDisk.in(folder);
        try {
            SpaceLog log = SpaceLog.open(disk, config, now, SpaceFolder.started(folder, Long.MAX_VALUE));
            return new RecordFolder(disk, log, new CheckpointLoop("folder", folder, log, SpaceConfig.DEFAULT, null));
        } catch (IOException | RuntimeException failed) {
            disk.close();
            throw failed;
        }
    }

    /// Writes a checkpoint of what is safe.
    public void checkpoint() throws IOException {
        checkpoints.checkpoint();
    }

    /// Ends it as a crash does: what was not made safe is gone.
    @Override
    public void close() throws IOException {
        disk.close();
    }
}
