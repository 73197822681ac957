package io.nachweis.starter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.springframework.core.env.Environment;

/**
 * Under which name this process claims work.
 *
 * @param isLasting whether a process of this name is the one before, restarted, which need not wait until its own claims
 *     have ended. Host and port say so: two processes cannot listen there at a time.
 */
public record Node(String name, boolean isLasting) {

    static Node of(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 0);
        return port == 0 ? new Node(UUID.randomUUID().toString(), false) : new Node(host() + "-" + port, true);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }
}
