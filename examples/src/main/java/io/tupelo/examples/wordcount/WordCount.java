package io.tupelo.examples.wordcount;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.examples.stage.Stage.show;
import static io.tupelo.tuple.Template.match;

import io.tupelo.examples.stage.JavaProcess;
import io.tupelo.examples.stage.Stage;
import io.tupelo.operation.Draft;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// The master: puts the chunks of a book into the space, adds up what comes back, and kills a worker on the way.
public final class WordCount implements AutoCloseable {
    private static final String BOOK = "kjv-gospels-acts.txt";
    private static final int CHUNK_CHARS = 8 << 10;
    private static final int WORKERS = 3;
    private static final int TOP = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final Space space;
    private final List<JavaProcess> workers = new ArrayList<>();

    private WordCount(Stage stage) {
        this.stage = stage;
        this.space = stage.connect();
    }

    /// Counts the words of the book that lies beside this class, by a node of its own or, if an address is given, by that
    /// one.
    public static void main(String[] address) throws Exception {
        String book = book();
        SortedMap<String, Long> counts = count(book, WORKERS, address);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP)
                .forEach(entry -> say(String.format("%7d %s", entry.getValue(), entry.getKey())));
        if (!counts.equals(Words.count(book))) {
            throw new IllegalStateException("counting the book in one go gives another result");
        }
        say("equal to counting the book in one go: " + total(counts) + " words, " + counts.size() + " different ones");
    }

    private static long total(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Returns the book.
    public static String book() throws IOException {
        try (InputStream book = WordCount.class.getResourceAsStream(BOOK)) {
            byte[] bytes = Objects.requireNonNull(book, BOOK + " is not on the class path").readAllBytes();
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }

    /// Counts the words of a text of more than a few pages by `number` workers, one of which does not survive.
    ///
    /// @return how often each word is in it, in lower case
    public static SortedMap<String, Long> count(String text, int number, String... address) throws Exception {
        try (Stage stage = Stage.open(address); WordCount master = new WordCount(stage)) {
            return master.count(text, number);
        }
    }

    private SortedMap<String, Long> count(String text, int number) throws Exception {
        Container queue = stage.create(space, Board.CHUNKS);
        Container partials = stage.create(space, Board.PARTIALS);
        stage.create(space, Board.NEWS);
        startWorkers(number);
        List<Chunk> chunks = Words.chunks(text, CHUNK_CHARS);
        queue.writeAll(chunks.stream().map(chunk -> Draft.of(Tuple.of(chunk))).toList());
        say("chunks written: " + chunks.size());
        int orphan = killTheOneThatIsStuck();
        SortedMap<String, Long> sum = addUp(partials, chunks.size(), orphan);
        show("chunks left", 0L, queue.describe().entries());
        dismiss(queue);
        return sum;
    }

    /// The first one is going to be stuck. Returns when all wait for their first chunk, so each is certain to get one.
    private void startWorkers(int number) throws IOException {
        for (int i = 1; i <= number; i++) {
            String name = "worker-" + i;
            List<String> arguments = new ArrayList<>(List.of(stage.address(), name));
            if (i == 1) {
                arguments.add("sticks");
            }
            workers.add(JavaProcess.start(name, Worker.class, arguments));
        }
        Container news = space.container(Board.NEWS.name());
        for (int i = 0; i < number; i++) {
            Board.Ready ready = news.take(match(Board.Ready.class), PATIENCE).orElseThrow();
            say(ready.worker() + " waits for a chunk");
        }
    }

    private int killTheOneThatIsStuck() throws InterruptedException {
        Container news = space.container(Board.NEWS.name());
        Board.Stuck stuck = news.take(match(Board.Stuck.class), PATIENCE).orElseThrow();
        JavaProcess victim = workers.removeFirst();
        victim.kill();
        say("killed " + stuck.worker() + " while it held chunk " + stuck.chunk());
        return stuck.chunk();
    }

    private SortedMap<String, Long> addUp(Container partials, int chunks, int orphan) {
        SortedMap<String, Long> sum = new TreeMap<>();
        for (int i = 0; i < chunks; i++) {
            Partial partial = partials.take(fifo(), PATIENCE).as(Partial.class).orElseThrow();
            Words.add(sum, partial.counts());
            if (partial.chunk() == orphan) {
                show("chunk " + orphan + " came back", true, partial.deliveries() > 0);
                say("chunk " + orphan + " was counted by " + partial.worker());
            }
        }
        show("results beyond one for each chunk", 0L, partials.describe().entries());
        return sum;
    }

    private void dismiss(Container queue) throws InterruptedException {
        workers.forEach(_ -> queue.write(Chunk.noMore()));
        for (JavaProcess worker : workers) {
            show("exit code of a worker", 0, worker.await());
        }
    }

    @Override
    public void close() {
        workers.forEach(JavaProcess::close);
        space.close();
    }
}
