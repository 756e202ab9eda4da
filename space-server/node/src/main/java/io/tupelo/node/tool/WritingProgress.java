package io.tupelo.node.tool;

import io.tupelo.checkpoint.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Moves a bar that says how far the writing of a checkpoint is. The bar is gone when this is closed.
final class WritingProgress implements Progress, AutoCloseable {
    private final @Nullable ProgressBar bar;

    private WritingProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static WritingProgress hidden() {
        return new WritingProgress(null);
    }

    static WritingProgress shown(long items, PrintStream out) {
        return new WritingProgress(new ProgressBarBuilder()
                .setTaskName("writing")
                .setInitialMax(items)
                .setUnit(" items", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .clearDisplayOnFinish()
                .build());
    }

    @Override
    public void written(long items, long bytes) {
        if (bar != null) {
            bar.stepTo(items);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
