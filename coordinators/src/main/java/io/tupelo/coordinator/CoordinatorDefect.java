package io.tupelo.coordinator;

/// A coordinator has failed where it may not: in a method that has no failure, or with one that it has not. It names the
/// coordinator, the container and the method; its cause is what was thrown.
public final class CoordinatorDefect extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CoordinatorDefect(String coordinator, String container, String method, Throwable cause) {
        super("coordinator " + coordinator + " of container " + container + " failed in " + method + ": " + cause, cause);
    }
}
