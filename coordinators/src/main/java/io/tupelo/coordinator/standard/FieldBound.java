package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Query.Condition;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Template;
import java.util.ArrayList;
import java.util.List;

/// A field whose value is narrowed so that an index can answer it.
///
/// @param field the field
/// @param matcher what its value must be; bound
record FieldBound(int field, Matcher matcher) {
    static List<FieldBound> of(Template template) {
        List<FieldBound> bounds = new ArrayList<>(template.size());
        for (int field = 0; field < template.size(); field++) {
            if (template.matcher(field).isBound()) {
                bounds.add(new FieldBound(field, template.matcher(field)));
            }
        }
        return bounds;
    }

    /// Returns what must hold of fields if `condition` does.
    static List<FieldBound> of(Condition condition) {
        List<FieldBound> bounds = new ArrayList<>();
        collect(condition, bounds);
        return bounds;
    }

    private static void collect(Condition condition, List<FieldBound> bounds) {
        switch (condition) {
            case Condition.Field field -> {
                if (field.matcher().isBound()) {
                    bounds.add(new FieldBound(field.index(), field.matcher()));
                }
            }
            case Condition.And and -> and.all().forEach(part -> collect(part, bounds));
            case Condition.Or _ -> {}
        }
    }
}
