package io.tupelo.node;

import io.tupelo.operation.ErrorCode;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpaceService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What works beside the spaces of a node. Used by one thread at a time.
final class Services implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    private final List<SpaceService> services;
    /// What is to be closed, the last one first.
    private final Deque<Started> running = new ArrayDeque<>();

    /// A service in a space, and its session there.
    private record Started(SpaceRuntime space, SpaceService.Running service, Space session) {}

    /// Takes these services, and those on the class path.
    Services(List<SpaceService> given) {
        services = new ArrayList<>(given);
        loaded(Thread.currentThread().getContextClassLoader()).forEach(services::add);
    }

    /// Returns the services that a class loader finds.
    ///
    /// @throws SpaceException with `INVALID_REQUEST` if one can't be loaded
    static List<SpaceService> loaded(ClassLoader loader) {
        try {
            List<SpaceService> found = new ArrayList<>();
            ServiceLoader.load(SpaceService.class, loader).forEach(found::add);
            return found;
        } catch (ServiceConfigurationError broken) {
            throw new SpaceException(ErrorCode.INVALID_REQUEST, "a service can't be loaded: " + broken.getMessage(), broken);
        }
    }

    /// Starts them all in a space.
    ///
    /// @throws SpaceException with `INVALID_REQUEST` if one can't be
    void start(SpaceRuntime space) {
        services.forEach(service -> start(service, space));
    }

    private void start(SpaceService service, SpaceRuntime space) {
        Space session = Space.over(space.port());
        try {
            service.start(space.name(), session, why -> LOG.error("space {}: {}", space.name(), why))
                    .ifPresentOrElse(
                            started -> {
                                running.push(new Started(space, started, session));
                                started.procedures().forEach(space::offer);
                            },
                            session::close);
        } catch (IllegalArgumentException | ServiceConfigurationError wrong) {
            throw new SpaceException(ErrorCode.INVALID_REQUEST, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /// Closes them; one that fails doesn't keep the others from it.
    @Override
    public void close() {
        while (!running.isEmpty()) {
            Started last = running.pop();
            try (Space _ = last.session) {
                last.service.close();
            } catch (RuntimeException failed) {
                LOG.error("space {}: {} could not be closed", last.space.name(), last.service, failed);
            }
        }
    }
}
