package io.tupelo.benchmarks.remote;

import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/// Writes Pekko's messages as bytes, by hand, so that it isn't its serialization that is measured.
public final class PekkoSerializer extends SerializerWithStringManifest {
    private static final String BEGIN = "b";
    private static final String ITEM = "i";
    private static final String ASK = "a";
    private static final String RECEIVED = "r";
    private static final int IDENTIFIER = 0x7e10;

    private final ExtendedActorSystem system;

    /// Pekko makes it.
    public PekkoSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    private ActorRefResolver refs() {
        return ActorRefResolver.get(ActorSystem.wrap(system));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch ((PekkoMessage) message) {
            case PekkoMessage.Begin _ -> BEGIN;
            case PekkoMessage.Item _ -> ITEM;
            case PekkoMessage.Ask _ -> ASK;
            case PekkoMessage.Received _ -> RECEIVED;
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        return switch ((PekkoMessage) message) {
            case PekkoMessage.Begin(var sender) -> bytes(refs().toSerializationFormat(sender));
            case PekkoMessage.Item(String payload) -> bytes(payload);
            case PekkoMessage.Ask(String payload, var replyTo) -> {
                byte[] text = bytes(payload);
                byte[] ref = bytes(refs().toSerializationFormat(replyTo));
                yield ByteBuffer.allocate(Integer.BYTES + text.length + ref.length).putInt(text.length).put(text).put(ref).array();
            }
            case PekkoMessage.Received(int items) -> ByteBuffer.allocate(Integer.BYTES).putInt(items).array();
        };
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return switch (manifest) {
            case BEGIN -> new PekkoMessage.Begin(ref(string(bytes, 0, bytes.length)));
            case ITEM -> new PekkoMessage.Item(string(bytes, 0, bytes.length));
            case ASK -> {
                int text = ByteBuffer.wrap(bytes).getInt();
                int end = Integer.BYTES + text;
                yield new PekkoMessage.Ask(string(bytes, Integer.BYTES, text), ref(string(bytes, end, bytes.length - end)));
            }
            case RECEIVED -> new PekkoMessage.Received(ByteBuffer.wrap(bytes).getInt());
            default -> throw new NotSerializableException(manifest);
        };
    }

    private ActorRef<PekkoMessage> ref(String address) {
        return refs().resolveActorRef(address);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String string(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
}
