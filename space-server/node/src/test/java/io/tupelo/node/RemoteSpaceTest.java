package io.tupelo.node;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.SpaceContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The contract of a space, held by one across the network.
final class RemoteSpaceTest implements SpaceContract {
    private TupeloServer server;

    @BeforeEach
    void start() throws IOException {
        server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    public SpacePort port() {
        return SpaceClient.port(LocalNode.address(server.port()), ClientConfig.DEFAULT);
    }
}
