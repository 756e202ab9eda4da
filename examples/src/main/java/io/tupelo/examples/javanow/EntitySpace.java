package io.tupelo.examples.javanow;

import static io.tupelo.coordinator.Coordinators.linda;
import static io.tupelo.tuple.Template.match;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selection;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.util.Optional;
import java.util.Set;

/// JavaNOW's words over a container. Thread-safe; a handle.
public final class EntitySpace {
    /// The container.
    public static final ContainerSpec SPEC = ContainerSpec.named("javanow.entities").with("linda");

    private final Container container;

    /// Makes the handle of the entity space in `space`.
    public EntitySpace(Space space) {
        this.container = space.container(SPEC.name());
    }

    private static Selection named(String name) {
        return linda(match(Entity.class).with(Entity::name, name));
    }

    /// Adds an entity. There may be several of one name.
    public void put(Entity entity) {
        container.write(entity);
    }

    /// Removes an entity, waiting for it: Linda's in.
    public Entity get(String name) {
        return container.take(named(name), Wait.FOREVER).as(Entity.class).orElseThrow();
    }

    /// Returns an entity, waiting for it: Linda's rd.
    public Entity read(String name) {
        return container.read(named(name), Wait.FOREVER).as(Entity.class).orElseThrow();
    }

    /// Removes an entity if there is one: Linda's inp.
    public Optional<Entity> getIfExists(String name) {
        return container.take(named(name), Wait.NOW).as(Entity.class);
    }

    /// Returns an entity if there is one: Linda's rdp.
    public Optional<Entity> readIfExists(String name) {
        return container.read(named(name), Wait.NOW).as(Entity.class);
    }

    /// Listens from now on. Best effort: what happens while nobody listens is not heard.
    public EntityListener listen() {
        return new EntityListener(container.watch(Set.of(EventKind.WRITTEN)));
    }

    /// Listens to all that happened after `lastSeen`, then to what happens. Guaranteed: nothing is left out unsaid.
    public EntityListener listenFrom(Receipt lastSeen) {
        return new EntityListener(container.watch(null, Set.of(EventKind.WRITTEN), lastSeen));
    }
}
