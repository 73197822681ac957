package io.nachweis.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Where the parts of one platform listen: all of it follows from the gateway's port. */
record Ports(int gateway) {

    static final int DEFAULT_BASE = 8080;
    private static final int LOWEST_BASE = 6600;
    private static final int HIGHEST_BASE = 46_000;

    /** A port and the part that listens there. */
    record Port(String part, int number) {

        boolean isFree() {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
                return true;
            } catch (IOException taken) {
                return false;
            }
        }
    }

    Ports {
        if (gateway < LOWEST_BASE || gateway > HIGHEST_BASE) {
            throw new CannotRun("--port must lie between " + LOWEST_BASE + " and " + HIGHEST_BASE
                    + ", so that the ports derived from it are real ones.");
        }
    }

    int site() {
        return gateway + 1;
    }

    int newsletter() {
        return gateway + 2;
    }

    int consent() {
        return gateway + 3;
    }

    int gatewayMetrics() {
        return gateway + 4;
    }

    int lead() {
        return gateway + 5;
    }

    int rights() {
        return gateway + 6;
    }

    int keycloak() {
        return gateway + 7;
    }

    int kafka() {
        return 9092 + gateway - DEFAULT_BASE;
    }

    int kafkaController() {
        return kafka() + 1;
    }

    /** Where the services come in with their logins in a trial, whose other door is open. */
    int kafkaLogins() {
        return kafka() + 2;
    }

    int smtp() {
        return 2525 + gateway - DEFAULT_BASE;
    }

    String publicUrl() {
        return "http://localhost:" + gateway;
    }

    String siteUrl() {
        return "http://localhost:" + site();
    }

    String issuer() {
        return siteUrl() + "/realms/nachweis";
    }

    /** Of what runs in a trial and for real. */
    List<Port> all() {
        return List.of(
                new Port("gateway", gateway),
                new Port("newsletter", newsletter()),
                new Port("consent", consent()),
                new Port("rights", rights()),
                new Port("gateway's metrics", gatewayMetrics()),
                new Port("lead", lead()),
                new Port("Kafka", kafka()),
                new Port("Kafka controller", kafkaController()));
    }

    List<Port> ofTrial(boolean keycloak) {
        Port site = new Port("developer site", site());
        Port smtp = new Port("SMTP", smtp());
        Port logins = new Port("Kafka with a login", kafkaLogins());
        return keycloak ? List.of(site, smtp, logins, new Port("Keycloak", keycloak())) : List.of(site, smtp, logins);
    }
}
