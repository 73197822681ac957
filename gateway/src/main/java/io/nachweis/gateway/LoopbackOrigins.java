package io.nachweis.gateway;

import java.util.List;
import java.util.stream.Stream;

/**
 * Origins of pages on this machine, which may call the API for every controller of a trial. No setting brings them about.
 *
 * @param patterns as Spring's rules for CORS have them
 */
public record LoopbackOrigins(List<String> patterns) {

    static final LoopbackOrigins NONE = new LoopbackOrigins(List.of());

    /** At whichever port, encrypted or not. */
    public static LoopbackOrigins accepted() {
        return new LoopbackOrigins(Stream.of("localhost", "127.0.0.1", "[::1]")
                .flatMap(host -> Stream.of("http://" + host + ":[*]", "https://" + host + ":[*]"))
                .toList());
    }
}
