package io.tupelo.protocol;

/// Messages without fields of version 1.
final class EmptyCodec {
    private EmptyCodec() {}

    static void read(WireReader in, String place) {
        int entered = in.enter(place);
        while (in.next() != 0) {
            in.skip();
        }
        in.leave(entered);
    }
}
