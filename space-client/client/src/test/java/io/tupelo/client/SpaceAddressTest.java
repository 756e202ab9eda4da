package io.tupelo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class SpaceAddressTest {
    @Test
    void anAddressHasDefaults() {
        assertThat(SpaceAddress.of("tupelo://localhost")).isEqualTo(new SpaceAddress("localhost", 7420, "default"));
        assertThat(SpaceAddress.of("tupelo://localhost/")).isEqualTo(new SpaceAddress("localhost", 7420, "default"));
        assertThat(SpaceAddress.of("tupelo://h:1/jobs")).isEqualTo(new SpaceAddress("h", 1, "jobs"));
        assertThat(SpaceAddress.of("tupelo://[::1]:9").resolve().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String wrong : new String[] {
            "localhost:7420", "http://localhost", "tupelo://", "tupelo://a b", "tupelo://h:99999", "tupelo://h:0"
        }) {
            assertThatThrownBy(() -> SpaceAddress.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whyAServerCantBeReachedIsSaidInWords() {
        SpaceAddress address = SpaceAddress.of("tupelo://localhost:7420");
        assertThat(address.unreachable(new ConnectException("Connection refused")))
                .isEqualTo("can't reach tupelo://localhost:7420/default: Connection refused");
        assertThat(address.unreachable(new EOFException()))
                .isEqualTo("can't reach tupelo://localhost:7420/default: EOFException");
    }
}
