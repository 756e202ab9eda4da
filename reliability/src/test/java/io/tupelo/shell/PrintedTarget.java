package io.tupelo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.Operation;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedRequest;
import io.tupelo.protocol.ProtocolException;

/// Any tuple that can be sent can be printed, and is read again from that. Stands here to see the parser.
public final class PrintedTarget {
    private PrintedTarget() {}

    /// Tries the tuples that a frame writes, given without its length.
    public static void fuzzerTestOneInput(byte[] body) {
        Frame frame;
        try {
            frame = FrameCodec.read(body, 0, body.length);
        } catch (ProtocolException refused) {
            return;
        }
        if (frame instanceof Frame.Requests requests) {
            requests.requests().forEach(PrintedTarget::print);
        }
    }

    private static void print(NumberedRequest request) {
        if (request.request().operation() instanceof Operation.Write write) {
            write.drafts()
                    .forEach(draft -> assertThat(TupleParser.parse(draft.tuple().toString()))
                            .isEqualTo(draft.tuple()));
        }
    }
}
