package io.nachweis.limits;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.util.unit.DataSize;

/**
 * How many connections a client may have, and how long its requests may take to arrive.
 *
 * @param perNetwork connections of one IPv4 address or IPv6 /64 at a time
 * @param shared peers that stand for many clients, such as a proxy: their connections are not counted
 * @param head the time until the head of a request is there, the handshake of a connection included
 * @param request the time until a request is there as a whole
 * @param leastRate the bytes a second that a body has to come at once {@code head} has passed
 */
public record ArrivalLimits(
        int perNetwork, Predicate<InetAddress> shared, Duration head, Duration request, DataSize leastRate) {

    /** For a server whose clients are other parts of the platform. */
    public static ArrivalLimits ofAnyNetwork(Duration head, Duration request, DataSize leastRate) {
        return new ArrivalLimits(Integer.MAX_VALUE, _ -> true, head, request, leastRate);
    }

    /** Whether a request that has come so far should have come further. */
    boolean isLate(long elapsedNanos, long received) {
        long allowed = head.toNanos() + Duration.ofSeconds(1).toNanos() * received / leastRate.toBytes();
        return elapsedNanos > Math.min(allowed, request.toNanos());
    }
}
