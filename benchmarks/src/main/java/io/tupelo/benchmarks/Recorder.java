package io.tupelo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/// A recording of this process while a suite runs, if one is wanted.
final class Recorder implements AutoCloseable {
    private final @Nullable Recording recording;

    private Recorder(@Nullable Recording recording) {
        this.recording = recording;
    }

    static Recorder start(@Nullable Path folder, String name) throws IOException, ParseException {
        if (folder == null) {
            return new Recorder(null);
        }
        Files.createDirectories(folder);
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.enable("jdk.CPUTimeSample").with("throttle", "1ms");
        recording.setDestination(folder.resolve(name + ".jfr"));
        recording.start();
        return new Recorder(recording);
    }

    @Override
    public void close() {
        if (recording != null) {
            recording.close();
        }
    }
}
