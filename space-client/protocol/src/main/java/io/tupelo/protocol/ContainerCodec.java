package io.tupelo.protocol;

import io.tupelo.coordinator.ContainerSpec.Use;
import io.tupelo.coordinator.ContainerSpec.WhenFull;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.operation.ErrorCode;
import java.util.List;

/// Definitions of containers.
final class ContainerCodec {
    private ContainerCodec() {}

    static void write(WireWriter out, int field, ContainerSpec spec) {
        int begun = out.begin(field);
        out.string(1, spec.name());
        for (Use use : spec.coordinators()) {
            int used = out.begin(2);
            out.name(1, use.coordinator(), ErrorCode.UNKNOWN_COORDINATOR);
            out.bool(2, use.obligatory());
            out.end(used);
        }
        out.uint(3, spec.bound() == Integer.MAX_VALUE ? 0 : spec.bound());
        EnumCodec.writeFromZero(out, 4, spec.whenFull());
        out.bool(5, spec.strict());
        out.uint(6, spec.deliveriesMax() == Integer.MAX_VALUE ? 0 : spec.deliveriesMax());
        String deadLetters = spec.deadLetters();
        if (deadLetters != null) {
            out.stringSet(7, deadLetters);
        }
        EnumCodec.writeFromZero(out, 8, spec.durability());
        out.end(begun);
    }

    static ContainerSpec read(WireReader in) {
        int entered = in.enter("spec");
        String name = "";
        List<Use> uses = List.of();
        int bound = 0;
        long whenFull = 0;
        boolean strict = false;
        int deliveriesMax = 0;
        String deadLetters = null;
        long durability = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> name = in.string();
                case 2 -> uses = Lists.with(uses, readUse(in));
                case 3 -> bound = in.uint32();
                case 4 -> whenFull = in.uint();
                case 5 -> strict = in.bool();
                case 6 -> deliveriesMax = in.uint32();
                case 7 -> deadLetters = in.string();
                case 8 -> durability = in.uint();
                default -> in.skip();
            }
        }
        ContainerSpec spec = new ContainerSpec(
                in.requiredText(name, "name"),
                uses,
                bound == 0 ? Integer.MAX_VALUE : bound,
                EnumCodec.fromZero(in, whenFull, WhenFull.values()),
                strict,
                EnumCodec.fromZero(in, durability, Durability.values()),
                deliveriesMax == 0 ? Integer.MAX_VALUE : deliveriesMax,
                deadLetters);
        in.leave(entered);
        return spec;
    }

    private static Use readUse(WireReader in) {
        int entered = in.enter("coordinators");
        String coordinator = "";
        boolean obligatory = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> coordinator = in.string();
                case 2 -> obligatory = in.bool();
                default -> in.skip();
            }
        }
        Use use = new Use(in.requiredText(coordinator, "coordinator"), obligatory);
        in.leave(entered);
        return use;
    }
}
