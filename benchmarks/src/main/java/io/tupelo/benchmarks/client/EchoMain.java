package io.tupelo.benchmarks.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/// A server that sends back what it gets: what MINA can do with nothing on top. If it is given a file, what it gets is on the
/// disk before.
public final class EchoMain {
    private static final int READ_BYTES = 64 << 10;

    private EchoMain() {}

    /// Listens on a free port of the loopback address, which it prints, until it is killed.
    public static void main(String[] arguments) throws IOException {
        Consumer<Echo> echos = arguments.length == 0 ? Echo::send : SyncedEchos.start(Path.of(arguments[0]));
        NioSocketAcceptor acceptor = new NioSocketAcceptor(new NioProcessor(Executors.newCachedThreadPool()));
        acceptor.getSessionConfig().setTcpNoDelay(true);
        acceptor.getSessionConfig().setMaxReadBufferSize(READ_BYTES);
        acceptor.getSessionConfig().setReadBufferSize(READ_BYTES);
        acceptor.setHandler(new IoHandlerAdapter() {
            @Override
            public void messageReceived(IoSession session, Object message) {
                IoBuffer received = (IoBuffer) message;
                IoBuffer copy = IoBuffer.allocate(received.remaining());
                copy.put(received).flip();
                echos.accept(new Echo(session, copy));
            }
        });
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        System.out.println("echo on :" + acceptor.getLocalAddress().getPort());
        System.out.flush();
    }

    /// What is to be sent back, and where.
    public record Echo(IoSession session, IoBuffer bytes) {
        void send() {
            session.write(bytes);
        }
    }
}
