package io.tupelo.examples.hello;

import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Template.template;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.client.SpaceClient;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Space;
import java.time.Duration;

/// Two threads that know nothing of each other but a tuple's shape.
public final class Hello {
    private Hello() {}

    /// Runs it in a space of this process or, if an address such as `tupelo://localhost:7420` is given, in that one.
    public static void main(String[] address) {
        try (Space space = address.length == 0 ? EmbeddedSpace.open() : SpaceClient.connect(address[0])) {
            Thread.startVirtualThread(() -> space.write(tuple("greeting", "hello, world")));
            System.out.println(space.take(template("greeting", any()), Duration.ofSeconds(5))
                    .map(greeting -> greeting.string(1))
                    .orElse("nobody greeted"));
        }
    }
}
