package io.tupelo.protocol;

import io.tupelo.operation.ErrorCode;

/// Why something failed: a code and a message, in an answer and at the end of a connection.
final class FailureCodec {
    /// @param code what a program goes by
    /// @param message what a person reads
    record Failure(ErrorCode code, String message) {}

    private FailureCodec() {}

    static void writeContent(WireWriter out, ErrorCode code, String message) {
        EnumCodec.writeFromOne(out, 1, code);
        out.string(2, message);
    }

    static Failure read(WireReader in, String place) {
        int entered = in.enter(place);
        long code = 0;
        String message = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> code = in.uint();
                case 2 -> message = in.string();
                default -> in.skip();
            }
        }
        Failure failure = new Failure(EnumCodec.fromOne(in, code, ErrorCode.values()), message);
        in.leave(entered);
        return failure;
    }
}
