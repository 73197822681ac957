package io.nachweis.limits;

import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's endpoint, watched: each socket that it accepts, serves and releases is one of the {@link Connections}. */
final class BoundedEndpoint extends NioEndpoint {

    private @Nullable Connections watch;

    void watch(Connections connections) {
        this.watch = connections;
    }

    Connections watch() {
        return Objects.requireNonNull(watch);
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (!watch().admit(socket, getMaxConnections())) {
            // The caller closes what is known by now, and this is not.
            destroySocket(socket);
            return false;
        }
        boolean taken = super.setSocketOptions(socket);
        if (!taken) {
            watch().remove(socket);
        }
        return taken;
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new Watched(handler));
    }

    private final class Watched implements Handler<NioChannel> {

        private final Handler<NioChannel> handler;

        Watched(Handler<NioChannel> handler) {
            this.handler = handler;
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            Connection connection = watch().find(channel(socket)).orElseGet(Connection::current);
            connection.begins();
            SocketState state =
                    ScopedValue.where(Connection.CURRENT, connection).call(() -> handler.process(socket, event));
            if (state == SocketState.OPEN) {
                connection.rests();
            }
            return state;
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            SocketChannel channel = channel(socket);
            if (channel != null) {
                watch().remove(channel);
            }
            handler.release(socket);
        }

        private @Nullable SocketChannel channel(SocketWrapperBase<NioChannel> socket) {
            return socket.getSocket().getIOChannel();
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}
