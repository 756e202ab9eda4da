package io.tupelo.coordinator;

import static java.util.Objects.requireNonNull;

import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.TupleText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one coordinator is told: as a coordinate when an entry is written, as a selector when one is looked for. By
/// itself it is a selection of one entry.
///
/// @param coordinator the coordinator's name
/// @param argument a value as a tuple's field holds it, a [Template], a [Query], or null for none
public record Selector(String coordinator, @Nullable Object argument) implements Selection {
    /// Makes the argument one that a tuple can hold, unless it is a template or a query.
    ///
    /// @throws io.tupelo.tuple.InvalidTupleException if it is none of these
    public Selector {
        requireNonNull(coordinator, "coordinator");
        if (!(argument instanceof Template) && !(argument instanceof Query)) {
            argument = FieldValues.of(argument);
        }
    }

    @Override
    public List<Selector> selectors() {
        return List.of(this);
    }

    @Override
    public Count howMany() {
        return Count.ONE;
    }

    @Override
    public String toString() {
        return switch (argument) {
            case null -> coordinator;
            case Template template -> template.toString();
            case Query query -> query.toString();
            case Object value -> coordinator + "=" + TupleText.ofValue(value);
        };
    }
}
