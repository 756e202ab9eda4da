package io.tupelo.journal;

import io.tupelo.journal.SegmentFormat.Header;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Records in one order, of which those that [#sync] has returned for are there after any crash.
///
/// *Appending* gives a record its sequence and puts it behind the others in memory. *Syncing* writes what has gathered, from
/// whichever thread finds nobody writing, and forces it to disk; who comes meanwhile waits, and the first of them writes for
/// all of them next, before the others are told. One alone thus pays for its own write and nothing else, and many share one: a group commit whose size
/// follows from how long the disk takes.
///
/// Once a write or a sync has failed nothing is written any more, since what is on the disk then is not known: everything
/// fails with [JournalException.Failed], until the journal is opened again, which reads it.
///
/// Thread-safe. One journal at a time owns a disk; [FileDisk] sees to that.
public final class Journal implements Closeable {
    private final Disk disk;
    private final JournalConfig config;
    private final RecoveryReport recovered;
    private final SegmentWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    /// Who waits while another thread writes, in the order in which they came.
    private final ArrayDeque<Waiting> waiters = new ArrayDeque<>();
    private List<Chunk> gathered = new ArrayList<>();
    private Chunk filling;
    private final long epoch;
    private long last;
    private long synced;
    private boolean writing;
    private boolean closed;
    private JournalException.@Nullable Failed failure;

    private Journal(Disk disk, JournalConfig config, Recovery recovery, Header header, SegmentWriter writer) {
        this.disk = disk;
        this.config = config;
        this.writer = writer;
        epoch = header.epoch();
        recovered = recovery.report();
        last = recovery.last() == null ? header.first() - 1 : recovered.last();
        synced = last;
        filling = new Chunk(header, header.equals(recovery.last()) ? recovery.end() : SegmentFormat.HEADER_BYTES, last + 1);
    }

    /// Opens the journal on `disk`, or makes one, and passes what is in it to `reader`. What a crash has left half written
    /// is cut off, which [#recovered] tells.
    ///
    /// @param epoch gives the epoch of what will be appended, once all was read: not less than that of what is there, which it is
    ///     given, 0 for nothing
    /// @param number what tells this journal's files from those of others, if it is made now
    /// @throws JournalException.Damaged if what was safe once is not there any more; nothing is changed then
    /// @throws IOException if the disk fails, or `reader` does
    public static Journal open(
            Disk disk, JournalConfig config, LongUnaryOperator epoch, long number, RecordReader reader) throws IOException {
        return open(disk, config, epoch, number, 0, reader);
    }

    /// Opens a journal as [#open(Disk, JournalConfig, LongUnaryOperator, long, RecordReader)] does; one that is made now goes on behind
    /// the record `before`, which is kept elsewhere.
    public static Journal open(
            Disk disk, JournalConfig config, LongUnaryOperator epoch, long number, long before, RecordReader reader)
            throws IOException {
        Recovery recovery = Recovery.read(disk, reader);
        recovery.secure(disk);
        Header there = recovery.last();
        return open(disk, config, epoch.applyAsLong(there == null ? 0 : there.epoch()), number, before, recovery);
    }

    private static Journal open(
            Disk disk, JournalConfig config, long epoch, long number, long before, Recovery recovery) throws IOException {
        SegmentWriter writer = new SegmentWriter(disk, config);
        Header there = recovery.last();
        Header header;
        if (there == null) {
            header = new Header(number, epoch, before + 1);
        } else if (there.epoch() > epoch) {
            throw new IllegalArgumentException("the journal is in epoch " + there.epoch() + " already, not in " + epoch);
        } else if (there.epoch() == epoch) {
            header = there;
            writer.resume(there);
        } else {
            header = new Header(there.journal(), epoch, recovery.report().last() + 1);
        }
        writer.prepare();
        return new Journal(disk, config, recovery, header, writer);
    }

    /// Returns the epoch of what is appended.
    public long epoch() {
        return epoch;
    }

    /// Returns what was found when it was opened.
    public RecoveryReport recovered() {
        return recovered;
    }

    /// Appends a record behind all others, in memory.
    ///
    /// @param payload what it consists of, 1 to [JournalConfig#recordBytesMax] bytes; read to its limit
    /// @return its sequence, to be given to [#sync]
    /// @throws JournalException.Failed if a write or a sync has failed before
    /// @throws IllegalArgumentException if it is too large or empty
    public long append(ByteBuffer payload) throws JournalException.Failed {
        int length = payload.remaining();
        if (length == 0 || length > config.recordBytesMax()) {
            throw new IllegalArgumentException("a record has 1 to " + config.recordBytesMax() + " bytes, not " + length);
        }
        lock.lock();
        try {
            checkUsable();
            if (!filling.fits(length, config.segmentBytes())) {
                gathered.add(filling);
                Header before = filling.header;
                filling = new Chunk(
                        new Header(before.journal(), before.epoch(), last + 1), SegmentFormat.HEADER_BYTES, last + 1);
            }
            filling.add(payload);
            last++;
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// Returns once the records up to `sequence` are on the disk. Blocks for as long as the disk takes, and is not interrupted.
    ///
    /// @throws JournalException.Failed if they may not be, and never will be known to
    public void sync(long sequence) throws JournalException.Failed {
        Waiting waiting = null;
        lock.lock();
        try {
            if (sequence > last) {
                throw new IllegalArgumentException("there is no record " + sequence + ", the last one is " + last);
            }
            if (synced >= sequence) {
                return;
            }
            checkUsable();
            if (writing) {
                waiting = new Waiting(sequence);
                waiters.add(waiting);
            } else {
                writing = true;
            }
        } finally {
            lock.unlock();
        }
        if (waiting == null || waiting.await()) {
            write();
        }
        checkSynced(sequence);
    }

    private void checkSynced(long sequence) throws JournalException.Failed {
        lock.lock();
        try {
            if (synced < sequence) {
                checkUsable();
                throw new IllegalStateException("record " + sequence + " was awaited, but " + synced + " is the last synced");
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkUsable() throws JournalException.Failed {
        if (failure != null) {
            throw new JournalException.Failed(String.valueOf(failure.getMessage()), failure);
        }
        if (closed) {
            throw new IllegalStateException("the journal is closed");
        }
    }

    /// Writes what has gathered, and hands over to the first of those who wait for what has come meanwhile. To be called by
    /// who writes, without the lock.
    private void write() {
        List<Chunk> chunks;
        long upTo;
        long before;
        lock.lock();
        try {
            chunks = gathered;
            chunks.add(filling);
            chunks.removeIf(Chunk::isEmpty);
            gathered = new ArrayList<>();
            filling = filling.next();
            upTo = last;
            before = synced;
        } finally {
            lock.unlock();
        }
        Exception failed = null;
        try {
            writer.write(chunks, before);
        } catch (IOException | RuntimeException cause) {
            failed = cause;
        }
        finish(upTo, failed);
    }

    private void finish(long upTo, @Nullable Exception failed) {
        List<Waiting> served = new ArrayList<>();
        Waiting next = null;
        lock.lock();
        try {
            if (failed == null) {
                synced = upTo;
                waiters.removeIf(waiting -> waiting.sequence <= upTo && served.add(waiting));
                next = waiters.pollFirst();
            } else {
                failure = new JournalException.Failed("can't write to the journal in " + disk + ": " + failed, failed);
                served.addAll(waiters);
                waiters.clear();
            }
            if (next == null) {
                writing = false;
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.lead();
        }
        served.forEach(Waiting::served);
    }

    /// Returns the sequence of the last record that was appended; 0 if there is none.
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// Returns the sequence up to which everything is on the disk.
    public long synced() {
        lock.lock();
        try {
            return synced;
        } finally {
            lock.unlock();
        }
    }

    /// Returns how many bytes its segments have.
    ///
    /// @throws IOException if the disk fails
    public long bytes() throws IOException {
        long bytes = 0;
        for (long first : Recovery.segments(disk.list())) {
            try (Disk.File segment = disk.open(SegmentFormat.name(first))) {
                bytes += segment.size();
            }
        }
        return bytes;
    }

    /// Deletes the segments in which there is nothing but records before `sequence`.
    ///
    /// @throws IOException if the disk fails; some may be deleted then
    public void deleteBefore(long sequence) throws IOException {
        List<Long> firsts = Recovery.segments(disk.list());
        for (int i = 0; i + 1 < firsts.size() && firsts.get(i + 1) <= sequence; i++) {
            disk.delete(SegmentFormat.name(firsts.get(i)));
        }
        disk.sync();
    }

    /// Syncs what was appended, and closes the files.
    ///
    /// @throws IOException if that fails
    @Override
    public void close() throws IOException {
        JournalException.Failed unsynced = null;
        try {
            sync(last());
        } catch (JournalException.Failed failed) {
            unsynced = failed;
        }
        lock.lock();
        try {
            while (writing) {
                idle.awaitUninterruptibly();
            }
            if (closed) {
                return;
            }
            closed = true;
            writer.close();
            if (unsynced != null) {
                throw unsynced;
            }
        } finally {
            lock.unlock();
        }
    }
}
