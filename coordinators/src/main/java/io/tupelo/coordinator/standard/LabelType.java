package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.tuple.TupleText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `label`: the entries that have a label, the oldest first. An entry has one label or several different ones.
public final class LabelType implements CoordinatorType {
    /// How many labels an entry has at most.
    public static final int LABELS_MAX = 64;

    /// Makes the type.
    public LabelType() {}

    @Override
    public String name() {
        return "label";
    }

    @Override
    public boolean needsCoordinate() {
        return true;
    }

    @Override
    public @Nullable Object checkCoordinate(@Nullable Object given) {
        return switch (given) {
            case null -> null;
            case String label -> checkLabel(label);
            case List<?> labels -> checkLabels(labels);
            default ->
                throw new InvalidSelectionException(
                        "label takes a text or a list of texts, not " + TupleText.ofValue(given));
        };
    }

    private static String checkLabel(String label) {
        if (label.isEmpty()) {
            throw new InvalidSelectionException("a label has at least one character");
        }
        return label;
    }

    private static List<Object> checkLabels(List<?> labels) {
        if (labels.isEmpty() || labels.size() > LABELS_MAX) {
            throw new InvalidSelectionException(
                    "an entry has 1 to " + LABELS_MAX + " labels, not " + labels.size());
        }
        Set<Object> seen = new HashSet<>();
        for (Object label : labels) {
            if (!(label instanceof String text)) {
                throw new InvalidSelectionException(
                        "label takes a text or a list of texts, but one is " + TupleText.ofValue(label));
            }
            if (!seen.add(checkLabel(text))) {
                throw new InvalidSelectionException("label " + TupleText.ofValue(label) + " is given twice");
            }
        }
        return List.copyOf(labels);
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        if (!(argument instanceof String)) {
            throw new InvalidSelectionException(
                    "label takes the label to look for, a text, not " + TupleText.ofValue(argument));
        }
    }

    /// Within a label the order is that of positions: a strict container keeps it per label.
    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public Coordinator create(int slot) {
        return new LabelIndex(slot);
    }
}
