package io.tupelo.coordinator;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A kind of coordinator that somebody has plugged in, as one container uses it: whatever it throws is a [CoordinatorDefect] that
/// names it, but for the [InvalidSelectionException] of its checks.
public final class PluggedType implements CoordinatorType {
    private static final String STANDARD = PluggedType.class.getPackageName() + ".standard";

    private final CoordinatorType type;
    private final String name;
    private final String container;
    private final boolean needsCoordinate;
    private final boolean seesHeld;
    private final boolean isOrdered;

    private PluggedType(CoordinatorType type, String name, String container) {
        this.type = type;
        this.name = name;
        this.container = container;
        needsCoordinate = call("needsCoordinate", type::needsCoordinate);
        seesHeld = call("seesHeld", type::seesHeld);
        isOrdered = call("isOrdered", type::isOrdered);
    }

    /// Returns `type` as a container is to use it: one of Tupelo's own is used as it is.
    public static CoordinatorType of(CoordinatorType type, String name, String container) {
        return type.getClass().getPackageName().equals(STANDARD) ? type : new PluggedType(type, name, container);
    }

    /// Returns what `body` returns.
    ///
    /// @param method what it is called
    /// @throws CoordinatorDefect if it throws anything
    <T extends @Nullable Object> T call(String method, Supplier<T> body) {
        try {
            return body.get();
        } catch (RuntimeException | Error thrown) {
            throw new CoordinatorDefect(name, container, method, thrown);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean needsCoordinate() {
        return needsCoordinate;
    }

    @Override
    public @Nullable Object checkCoordinate(@Nullable Object given) {
        try {
            return type.checkCoordinate(given);
        } catch (InvalidSelectionException wrong) {
            throw wrong;
        } catch (RuntimeException | Error thrown) {
            throw new CoordinatorDefect(name, container, "checkCoordinate", thrown);
        }
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        try {
            type.checkArgument(argument);
        } catch (InvalidSelectionException wrong) {
            throw wrong;
        } catch (RuntimeException | Error thrown) {
            throw new CoordinatorDefect(name, container, "checkArgument", thrown);
        }
    }

    @Override
    public Object save(Object kept) {
        return call("save", () -> type.save(kept));
    }

    @Override
    public Object load(Object saved) {
        return call("load", () -> type.load(saved));
    }

    @Override
    public Coordinator create(int slot) {
        return new PluggedCoordinator(this, call("create", () -> type.create(slot)));
    }

    @Override
    public boolean seesHeld() {
        return seesHeld;
    }

    @Override
    public boolean isOrdered() {
        return isOrdered;
    }
}
