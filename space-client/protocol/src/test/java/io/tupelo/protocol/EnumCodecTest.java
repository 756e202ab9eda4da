package io.tupelo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumDescriptor;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.Count;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.tuple.FieldType;
import org.junit.jupiter.api.Test;

/// The enums here and those of the schema are the same, constant by constant.
class EnumCodecTest {
    @Test
    void enumsThatBeginWithOneAreThoseOfTheSchema() {
        assertSame(ErrorCode.values(), io.tupelo.protocol.v1.ErrorCode.getDescriptor(), 1, "");
        assertSame(EventKind.values(), io.tupelo.protocol.v1.EventKind.getDescriptor(), 1, "");
        assertSame(Operation.Subject.values(), io.tupelo.protocol.v1.Subject.getDescriptor(), 1, "");
        assertSame(FieldType.values(), io.tupelo.protocol.v1.FieldType.getDescriptor(), 1, "FIELD_TYPE_");
    }

    @Test
    void enumsThatBeginWithZeroAreThoseOfTheSchema() {
        assertSame(Operation.Pick.values(), io.tupelo.protocol.v1.Pick.getDescriptor(), 0, "");
        assertSame(Count.Kind.values(), io.tupelo.protocol.v1.CountKind.getDescriptor(), 0, "");
        assertSame(Durability.values(), io.tupelo.protocol.v1.Durability.getDescriptor(), 0, "");
        assertSame(ContainerSpec.WhenFull.values(), io.tupelo.protocol.v1.WhenFull.getDescriptor(), 0, "");
    }

    private static void assertSame(Enum<?>[] here, EnumDescriptor schema, int first, String prefix) {
        assertThat(schema.getValues()).hasSize(here.length + first);
        for (int i = 0; i < here.length; i++) {
            assertThat(schema.findValueByNumber(i + first).getName()).isEqualTo(prefix + here[i].name());
        }
    }
}
