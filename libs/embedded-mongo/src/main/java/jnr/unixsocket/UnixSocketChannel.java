package jnr.unixsocket;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A connection to a Unix socket. */
public final class UnixSocketChannel {

    private final UnixSocket socket;

    private UnixSocketChannel(UnixSocket socket) {
        this.socket = socket;
    }

    public static UnixSocketChannel open(UnixSocketAddress address) throws IOException {
        return new UnixSocketChannel(new UnixSocket(address.socket().open(SocketChannel::open)));
    }

    public UnixSocket socket() {
        return socket;
    }
}
