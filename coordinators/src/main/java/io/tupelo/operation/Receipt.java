package io.tupelo.operation;

/// Where in a space's one order an operation took effect.
///
/// @param epoch the start of the space, from 1: a later one has a greater number
/// @param sequence the number of the command that did it; each command has one
/// @param index which of the command's effects, from 0
public record Receipt(long epoch, long sequence, int index) implements Comparable<Receipt> {
    @Override
    public int compareTo(Receipt other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        int bySequence = byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
        return bySequence != 0 ? bySequence : Integer.compare(index, other.index);
    }

    /// Shows the receipt as `epoch.sequence.index`.
    @Override
    public String toString() {
        return epoch + "." + sequence + "." + index;
    }
}
