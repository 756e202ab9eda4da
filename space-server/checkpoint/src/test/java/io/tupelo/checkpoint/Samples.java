package io.tupelo.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.mapdb.volume.FileChannelVol;

/// What tests write, and how they look at what they read.
final class Samples {
    /// Pages of 1 KiB with blocks of 192 bytes: all there is in a large file, in a small one.
    static final Layout SMALL = Layout.of(1 << 10, 4);

    private Samples() {}

    static long seed() {
        long seed = Long.getLong("tupelo.seed", System.nanoTime() & 0xffffff);
        System.out.println("tupelo.seed=" + seed);
        return seed;
    }

    /// Draws items with keys that lie together and far apart, the least and the greatest among them now and then.
    static List<Item> draw(SplittableRandom random, int count, int bytesMax) {
        TreeMap<Long, Item> items = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            long key = random.nextInt(4) == 0 ? random.nextLong(Long.MAX_VALUE) : random.nextLong(4L * count);
            key = random.nextInt(count * 2) == 0 ? Long.MAX_VALUE : key;
            key = random.nextInt(count * 2) == 0 ? 0 : key;
            items.put(key, item(random, key, random.nextInt(bytesMax + 1)));
        }
        return List.copyOf(items.values());
    }

    static Item item(SplittableRandom random, long key, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return new Item(key, value);
    }

    static Path write(Path folder, Layout layout, long sequence, List<Item> items) throws IOException {
        Seal seal = new CheckpointWriter(layout, FileChannelVol.FACTORY).seal(folder, sequence, items.iterator(), Progress.UNHEARD);
        if (seal.items() != items.size()) {
            throw new AssertionError(seal + " for " + items.size());
        }
        return folder.resolve(CheckpointNames.name(sequence));
    }

    static List<String> texts(List<Item> items) {
        return items.stream().map(item -> text(item.key(), item.value())).toList();
    }

    static String text(long key, byte[] value) {
        return key + ": " + value.length + " bytes, " + Arrays.hashCode(value);
    }

    static Map<Long, byte[]> map(List<Item> items) {
        TreeMap<Long, byte[]> map = new TreeMap<>();
        items.forEach(item -> map.put(item.key(), item.value()));
        return map;
    }
}
