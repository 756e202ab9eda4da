package io.tupelo.reliability.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.journal.JournalException;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.reliability.simulation.SmallSpace.Segment;
import io.tupelo.reliability.simulation.SmallSpace.Shape;
import io.tupelo.runtime.RecordLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A journal that was cut or damaged anywhere is opened as far as it is whole, or refused; nothing that was safe is missing
/// without a word. `-Dtupelo.damage.all=true` tries every byte and every bit of four spaces of 20 KB.
class DamagedSpaceTest {
    private static final boolean ALL = Boolean.getBoolean("tupelo.damage.all");
    private static final int POINTS = Integer.getInteger("tupelo.damage.points", 50_000);
    private static final int HEADER_BYTES = 64;
    private static final int BYTES = ALL ? 20 << 10 : 6 << 10;

    private final long seed = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));
    private final SplittableRandom random = new SplittableRandom(seed);

    /// One place in a space's journal, and what is done there.
    interface Damage {
        void at(SmallSpace space, String segment, int at, int bit) throws IOException;
    }

    private void everywhere(int bits, Damage damage) throws IOException {
        System.out.println("tupelo.seed=" + seed);
        for (Shape shape : Shape.values()) {
            SmallSpace space = new SmallSpace(shape, seed, BYTES);
            List<String> segments = space.segments();
            int size = SmallSpace.JOURNAL.segmentBytes();
            if (ALL) {
                for (int point = 0; point < segments.size() * size * bits; point++) {
                    damage.at(space, segments.get(point / bits / size), point / bits % size, point % bits);
                }
            } else {
                for (int i = 0; i < POINTS / Shape.values().length; i++) {
                    damage.at(space, segments.get(random.nextInt(segments.size())), random.nextInt(size), random.nextInt(bits));
                }
            }
        }
    }

    /// Opens it, and returns the last record; null if it is refused.
    private static @Nullable Long open(SmallSpace space, SimulatedDisk damaged, String where) {
        try {
            RecordLog log = RecordLog.open(damaged, SmallSpace.JOURNAL, 0);
            assertThat(space.isStateAt(log.last(), log.image())).as(where).isTrue();
            return log.last();
        } catch (IOException refused) {
            assertThat(refused).as(where).isInstanceOf(JournalException.Damaged.class);
            return null;
        }
    }

    @Test
    void aBitThatFlipsIsNeverPassedOn() throws IOException {
        everywhere(Byte.SIZE, (space, segment, at, bit) -> {
            SimulatedDisk damaged = space.disk.copy();
            damaged.bytes(segment)[at] ^= (byte) (1 << bit);
            String where = "tupelo.seed=" + seed + ", bit " + bit + " of byte " + at + " of " + segment;
            Long last = open(space, damaged, where);
            assertThat(last == null ? space.known() : last).as(where).isGreaterThanOrEqualTo(space.known());
        });
    }

    @Test
    void whatIsCutIsOpenedAsFarAsItIsWhole() throws IOException {
        everywhere(3, (space, segment, at, way) -> {
            SimulatedDisk damaged = space.disk.copy();
            byte[] bytes = damaged.bytes(segment).clone();
            if (way == 0) {
                Arrays.fill(damaged.bytes(segment), at, bytes.length, (byte) 0);
            } else {
                damaged.create(segment, at).write(0, ByteBuffer.wrap(bytes, 0, at));
            }
            boolean isLast = space.segments().getLast().equals(segment);
            if (way < 2) {
                // As if nothing had been written from there on.
                for (String later : space.segments()) {
                    if (later.compareTo(segment) > 0) {
                        damaged.delete(later);
                    }
                }
            }
            String where = "tupelo.seed=" + seed + ", cut at byte " + at + " of " + segment + ", way " + way;
            Long last = open(space, damaged, where);
            if (way < 2 || isLast) {
                long whole = Segment.of(segment, bytes).lastBefore(way == 0 ? nextOtherThanZero(bytes, at) : at);
                assertThat(last == null && at < HEADER_BYTES ? (Long) whole : last).as(where).isEqualTo(whole);
            } else if (last != null) {
                assertThat(last).as(where).isGreaterThanOrEqualTo(space.known());
            }
        });
    }

    /// Zeros in the place of zeros take nothing away.
    private static int nextOtherThanZero(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] == 0) {
            at++;
        }
        return at;
    }
}
