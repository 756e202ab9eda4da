package io.tupelo.node.tool;

import io.tupelo.journal.JournalRecord;
import io.tupelo.journal.JournalSegment;
import io.tupelo.journal.JournalVisitor;
import java.io.IOException;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Passes on what is read, and moves a bar that says how far it is. The bar is gone when this is closed.
final class ReadingProgress implements JournalVisitor, AutoCloseable {
    private static final long MIB_BYTES = 1 << 20;

    private final JournalVisitor visitor;
    private final @Nullable ProgressBar bar;
    private long bytes;

    private ReadingProgress(JournalVisitor visitor, @Nullable ProgressBar bar) {
        this.visitor = visitor;
        this.bar = bar;
    }

    /// Passes on alone.
    static ReadingProgress hidden(JournalVisitor visitor) {
        return new ReadingProgress(visitor, null);
    }

    static ReadingProgress shown(JournalVisitor visitor, long bytes, PrintStream out) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("reading")
                .setInitialMax(bytes)
                .setUnit(" MiB", MIB_BYTES)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .clearDisplayOnFinish()
                .build();
        return new ReadingProgress(visitor, bar);
    }

    @Override
    public void segment(JournalSegment segment) throws IOException {
        if (bar != null) {
            bar.stepTo(bytes);
        }
        bytes += segment.bytes();
        visitor.segment(segment);
    }

    @Override
    public void record(JournalRecord record) throws IOException {
        visitor.record(record);
    }

    @Override
    public void deleted(String file) {
        visitor.deleted(file);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
