package jnr.unixsocket;

import io.nachweis.embeddedmongo.DatabaseSocket;

/** Where a Unix socket is. */
public record UnixSocketAddress(DatabaseSocket socket) {

    /** @param host as the driver has it from a URI */
    public UnixSocketAddress(String host) {
        this(DatabaseSocket.ofHost(host));
    }
}
