package io.tupelo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.ObjectValue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KryoObjectsTest {
    record Point(int x, int y) {}

    record Line(Point from, Point to, String name) {}

    record Stranger(int x) {}

    private static KryoObjects objects() {
        return new KryoObjects().register("point", Point.class).register("line", Line.class);
    }

    @Test
    void anObjectIsDecodedAsItWasEncoded() {
        Line line = new Line(new Point(1, 2), new Point(3, 4), "ä");
        ObjectValue value = objects().encode(line);
        assertThat(value.type()).isEqualTo("line");
        assertThat(objects().decode(value)).isEqualTo(line);
    }

    @Test
    void theOrderOfRegistrationsDoesNotMatter() {
        Line line = new Line(new Point(1, 2), new Point(3, 4), "a");
        KryoObjects other = new KryoObjects().register("line", Line.class).register("point", Point.class);
        assertThat(other.decode(objects().encode(line))).isEqualTo(line);
    }

    @Test
    void aTypeThatIsNotRegisteredIsRefused() {
        assertThatThrownBy(() -> objects().encode(new Stranger(1))).isInstanceOf(SpaceException.class);
        ObjectValue value = new KryoObjects().register("stranger", Stranger.class).encode(new Stranger(1));
        assertThatThrownBy(() -> objects().decode(value)).isInstanceOf(SpaceException.class);
    }

    @Test
    void aTypeOrANameIsRegisteredOnce() {
        assertThatThrownBy(() -> objects().register("point", Stranger.class)).isInstanceOf(SpaceException.class);
        assertThatThrownBy(() -> objects().register("another", Point.class)).isInstanceOf(SpaceException.class);
    }

    @Test
    void bytesThatAreNoObjectAreRefused() {
        ObjectValue broken = new ObjectValue("line", Bytes.of((byte) 1, (byte) 0x7f));
        assertThatThrownBy(() -> objects().decode(broken)).isInstanceOf(SpaceException.class);
    }

    @Test
    void manyThreadsMayUseOne() {
        KryoObjects objects = objects();
        List<Object> decoded = IntStream.range(0, 1000)
                .parallel()
                .mapToObj(i -> objects.decode(objects.encode(new Point(i, -i))))
                .toList();
        assertThat(decoded)
                .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> (Object) new Point(i, -i)).toList());
    }
}
