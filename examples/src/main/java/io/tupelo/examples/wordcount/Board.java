package io.tupelo.examples.wordcount;

import io.tupelo.coordinator.ContainerSpec;

/// What master and workers know of each other: three containers.
final class Board {
    /// The chunks to be counted.
    static final ContainerSpec CHUNKS = ContainerSpec.named("word-count.chunks").with("fifo");
    /// What they came to, by the chunk's number: a second result for one chunk would be refused.
    static final ContainerSpec PARTIALS = ContainerSpec.named("word-count.partials").with("fifo").with("key");
    /// Who is there, and what they say.
    static final ContainerSpec NEWS = ContainerSpec.named("word-count.news").with("linda").with("fifo");

    /// A worker waits for its first chunk.
    ///
    /// @param worker its name
    record Ready(String worker) {}

    /// A worker stopped in the middle of a chunk, and will not go on.
    ///
    /// @param worker its name
    /// @param chunk the chunk it holds
    record Stuck(String worker, int chunk) {}

    private Board() {}
}
