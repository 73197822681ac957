package io.nachweis.limits;

import io.nachweis.limits.Connection.Cut;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** The open connections of a server, counted by the network they come from. */
public final class Connections {

    private static final int IPV6_NETWORK_BYTES = 8;

    /** One part in so many is kept free for who comes next. */
    private static final int SPARE = 16;

    /** For as long as a network stays away that was cut off, where there is little room. */
    private static final Duration STAYS_AWAY = Duration.ofSeconds(5);

    private record Open(Connection connection, Optional<ByteBuffer> network) {}

    private final ArrivalLimits limits;
    private final Map<SocketChannel, Open> open = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, Integer> counts = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, Long> cutOff = new ConcurrentHashMap<>();

    public Connections(ArrivalLimits limits) {
        this.limits = limits;
    }

    /**
     * Lets a connection in unless its network has too many. When there is little room left, the one that has kept the
     * server waiting for longest makes way, and does not come back at once to push out the next. One thread accepts
     * connections.
     *
     * @param most connections that the server has at a time
     */
    boolean admit(SocketChannel socket, int most) {
        Optional<ByteBuffer> network;
        try {
            network = network(socket);
        } catch (IOException _) {
            return false;
        }
        boolean isCrowded = open.size() >= most - most / SPARE;
        if (network.isPresent()) {
            if (isCrowded && cutOff.containsKey(network.get())) {
                return false;
            }
            if (counts.getOrDefault(network.get(), 0) >= limits.perNetwork()) {
                return false;
            }
            counts.merge(network.get(), 1, Integer::sum);
        }
        open.put(socket, new Open(new Connection(socket), network));
        if (isCrowded) {
            cutLongest(Connection::waitingNanos);
        }
        return true;
    }

    void remove(SocketChannel socket) {
        Open closed = open.remove(socket);
        if (closed != null) {
            closed.network()
                    .ifPresent(network -> counts.computeIfPresent(
                            network, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1)));
        }
    }

    Optional<Connection> find(@Nullable SocketChannel socket) {
        return Optional.ofNullable(socket).map(open::get).map(Open::connection);
    }

    /** Makes room for the bytes of a body: the client for the rest of whose body the server has waited longest is cut off. */
    public void makeWay() {
        cutLongest(Connection::holdingNanos);
    }

    private void cutLongest(ToLongBiFunction<Connection, Long> nanos) {
        long now = System.nanoTime();
        open.values().stream()
                .max(Comparator.comparingLong(each -> nanos.applyAsLong(each.connection(), now)))
                .filter(longest -> nanos.applyAsLong(longest.connection(), now) > 0)
                .filter(longest -> longest.connection().cut(Cut.CROWDED_OUT))
                .flatMap(Open::network)
                .ifPresent(network -> cutOff.put(network, now));
    }

    void cutLate() {
        long now = System.nanoTime();
        open.values().stream()
                .filter(each -> each.connection().cutIfLate(limits, now))
                .flatMap(each -> each.network().stream())
                .forEach(network -> cutOff.put(network, now));
        cutOff.values().removeIf(since -> now - since > STAYS_AWAY.toNanos());
    }

    /** None where it is shared by many. */
    private Optional<ByteBuffer> network(SocketChannel socket) throws IOException {
        if (!(socket.getRemoteAddress() instanceof InetSocketAddress peer)) {
            throw new ClosedChannelException();
        }
        byte[] address = peer.getAddress().getAddress();
        return limits.shared().test(peer.getAddress())
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(address, 0, Math.min(address.length, IPV6_NETWORK_BYTES)));
    }
}
