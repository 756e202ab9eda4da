package io.tupelo.benchmarks;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/// One result.
///
/// @param suite the suite's name
/// @param name what was measured
/// @param unit the unit of both values
/// @param ours what Tupelo reached
/// @param peer what it is compared with
/// @param peerValue what that reached; null if there is none
/// @param ratio ours divided by the peer's; null if there is none, or it reached nothing
/// @param bar what was asked for; empty if nothing was
/// @param held whether it was reached; null if nothing was asked for
public record Row(
        String suite,
        @SerializedName("case") String name,
        String unit,
        double ours,
        String peer,
        @Nullable Double peerValue,
        @Nullable Double ratio,
        String bar,
        @Nullable Boolean held) {

    /// A value beside the peer's, without a bar.
    static Row compared(String suite, String name, String unit, double ours, String peer, double peerValue) {
        return new Row(suite, name, unit, ours, peer, peerValue, peerValue == 0 ? null : ours / peerValue, "", null);
    }

    /// A value without a peer.
    static Row alone(String suite, String name, String unit, double ours) {
        return new Row(suite, name, unit, ours, "", null, null, "", null);
    }

    /// Returns this, to be at least `least` times the peer's.
    Row ratioAtLeast(double least) {
        return with("ratio >= " + Report.number(least), ratio != null && ratio >= least);
    }

    /// Returns this, to be at most `most` times the peer's.
    Row ratioAtMost(double most) {
        return with("ratio <= " + Report.number(most), ratio != null && ratio <= most);
    }

    /// Returns this, to be at least `least`.
    Row atLeast(double least) {
        return with(">= " + Report.number(least), ours >= least);
    }

    /// Returns this, to be at most `most`.
    Row atMost(double most) {
        return with("<= " + Report.number(most), ours <= most);
    }

    /// Returns this, to be exactly `value`.
    Row exactly(double value) {
        return with("= " + Report.number(value), Double.compare(ours, value) == 0);
    }

    private Row with(String wanted, boolean reached) {
        return new Row(suite, name, unit, ours, peer, peerValue, ratio, wanted, reached);
    }
}
