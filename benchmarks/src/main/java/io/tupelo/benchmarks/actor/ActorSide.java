package io.tupelo.benchmarks.actor;

import org.HdrHistogram.Histogram;

/// A library of actors in this process, with two threads. What is done is the same on each side, in the way that side's own
/// documentation shows it. To be used by one thread.
public interface ActorSide extends AutoCloseable {
    /// How many items a sender sends before it waits to hear that some were received.
    int ITEMS_AHEAD = 1_024;
    /// After how many items a sender hears of it.
    int ITEMS_ACKNOWLEDGED = 256;
    /// How many actors are being started at a time.
    int STARTS_AHEAD = 128;
    /// How many seconds anything may take.
    int PATIENCE_SECONDS = 60;

    /// Messages, and the wait for the last of them to be handled.
    @FunctionalInterface
    interface Load {
        /// Sends about so many messages, and waits.
        void run(int messages) throws Exception;
    }

    /// Something that is timed one by one.
    @FunctionalInterface
    interface Timed {
        /// Does it so often, and adds how many nanoseconds each took.
        void run(int times, Histogram nanos) throws Exception;
    }

    /// Makes actors that all send to one.
    Load flood(int senders);

    /// Makes rings of actors, in each of which tokens go round.
    Load rings(int rings, int actors, int tokens);

    /// Makes an actor that is asked by a virtual thread.
    Timed askedByThread();

    /// Makes an actor that is asked by another one.
    Timed askedByActor();

    /// Makes an actor that crashes when it is told to, is restarted by its supervisor, and is then asked by a virtual thread: the
    /// time from the crash to the answer.
    Timed restarted();

    /// Starts so many actors, by messages to their supervisor, each with a name of its own, and waits until they are there.
    void spawn(int actors) throws Exception;

    @Override
    void close();
}
