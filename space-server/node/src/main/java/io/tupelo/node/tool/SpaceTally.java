package io.tupelo.node.tool;

import io.tupelo.change.EntryImage;
import io.tupelo.change.SpaceImage;

/// Counts what is in a space.
///
/// @param containers how many containers
/// @param entries how many entries
/// @param sessions how many sessions of clients
/// @param claims how many open claims
/// @param strays how many entries and claims of something that isn't there; none, unless a program has written nonsense
record SpaceTally(int containers, int entries, int sessions, int claims, long strays) {
    static SpaceTally of(SpaceImage image) {
        long strays = image.entries().stream().filter(entry -> isStray(entry, image)).count();
        return new SpaceTally(
                image.containers().size(), image.entries().size(), image.sessions().size(), image.claims().size(), strays);
    }

    private static boolean isStray(EntryImage entry, SpaceImage image) {
        return !image.containers().containsKey(entry.container())
                || (entry.claim() != 0 && !image.claims().containsKey(entry.claim()));
    }

    @Override
    public String toString() {
        return count(entries, "entry", "entries") + " in " + count(containers, "container", "containers") + ", "
                + count(sessions, "session", "sessions") + ", " + count(claims, "claim", "claims");
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
