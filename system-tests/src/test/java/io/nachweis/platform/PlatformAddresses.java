package io.nachweis.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Where the parts of a platform under test listen.
 *
 * @param port the gateway's, from which all others follow
 */
public record PlatformAddresses(int port) {

    /** Of which nobody uses any. */
    static PlatformAddresses free() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(7_000, 30_000))
                .limit(1_000)
                .filter(base -> IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 1012, 1013, 1014, -5555, 18_937)
                        .allMatch(offset -> isFree(base + offset)))
                .mapToObj(PlatformAddresses::new)
                .findFirst()
                .orElseThrow();
    }

    public String gateway() {
        return "http://localhost:" + port;
    }

    public String site() {
        return "http://localhost:" + (port + 1);
    }

    /** A service's own port, which only the gateway calls. */
    public String service(String name) {
        int offset = switch (name) {
            case "newsletter" -> 2;
            case "consent" -> 3;
            case "lead" -> 5;
            case "rights" -> 6;
            default -> throw new IllegalArgumentException(name);
        };
        return "http://localhost:" + (port + offset);
    }

    int management() {
        return port + 4;
    }

    String keycloak() {
        return "http://localhost:" + (port + 7);
    }

    public String kafka() {
        return "localhost:" + (9092 + port - 8080);
    }

    /** Where a trial's broker asks for a login. */
    public String kafkaLogins() {
        return "localhost:" + (9094 + port - 8080);
    }

    public String smtp() {
        return "smtp://localhost:" + (2525 + port - 8080);
    }

    /** Of the database, in a trial that was told to open one: {@code NACHWEIS_TRIAL_MONGODB_PORT}. */
    public int databasePort() {
        return 27_017 + port - 8080;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
