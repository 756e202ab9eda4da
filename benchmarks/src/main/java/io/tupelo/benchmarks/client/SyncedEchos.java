package io.tupelo.benchmarks.client;

import io.tupelo.benchmarks.client.EchoMain.Echo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Echos that leave once they are on the disk: a thread writes all that have gathered, forces them, and sends them, over and
/// over. The file has its size, and all its blocks, before.
final class SyncedEchos {
    private static final int FILE_BYTES = 64 << 20;
    private static final int GROUP_BYTES_MAX = 1 << 20;

    private final FileChannel file;
    private final BlockingQueue<Echo> queue = new LinkedBlockingQueue<>();
    private final ByteBuffer group = ByteBuffer.allocateDirect(GROUP_BYTES_MAX);
    private long end;

    private SyncedEchos(FileChannel file) {
        this.file = file;
    }

    static Consumer<Echo> start(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        for (long at = 0; at < FILE_BYTES; at += GROUP_BYTES_MAX) {
            write(file, ByteBuffer.allocateDirect(GROUP_BYTES_MAX), at);
        }
        file.force(true);
        SyncedEchos echos = new SyncedEchos(file);
        Thread.ofPlatform().daemon().name("sync").start(echos::run);
        return echos.queue::add;
    }

    private void run() {
        List<Echo> gathered = new ArrayList<>();
        try {
            while (true) {
                gathered.add(queue.take());
                queue.drainTo(gathered);
                sync(gathered);
                gathered.forEach(Echo::send);
                gathered.clear();
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("nothing is echoed any more", failed);
        }
    }

    private void sync(List<Echo> gathered) throws IOException {
        group.clear();
        gathered.forEach(echo -> group.put(echo.bytes().duplicate().buf()));
        group.flip();
        if (end + group.limit() > FILE_BYTES) {
            end = 0;
        }
        long at = end;
        end += group.limit();
        write(file, group, at);
        file.force(false);
    }

    private static void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long to = at;
        while (bytes.hasRemaining()) {
            to += file.write(bytes, to);
        }
    }
}
