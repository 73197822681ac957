package io.nachweis.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How its process is watched; a script stands for the distribution. */
class KeycloakTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void is_given_up_as_soon_as_its_process_has_ended() throws IOException {
        Keycloak keycloak = keycloak("echo no >&2; exit 1", 1);

        assertThatThrownBy(keycloak::run).isInstanceOf(CannotRun.class).hasMessageContaining("keycloak.log");
        assertThat(folder.resolve("keycloak.log")).hasContent("no");
    }

    @Test
    void is_ended_in_order() throws Exception {
        Path started = folder.resolve("started");
        Path ended = folder.resolve("ended");
        HttpServer answering = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering.createContext("/", exchange -> {
            exchange.sendResponseHeaders(Files.exists(started) ? 200 : 503, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
            exchange.close();
        });
        answering.start();
        Keycloak keycloak = keycloak(
                "trap 'touch %s; exit' TERM; touch %s; while :; do sleep 0.1; done".formatted(ended, started),
                answering.getAddress().getPort());

        keycloak.run().close();

        answering.stop(0);
        assertThat(ended).exists();
    }

    private Keycloak keycloak(String script, int port) throws IOException {
        Path command = Files.createDirectories(folder.resolve("bin")).resolve("kc.sh");
        Files.writeString(command, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return new Keycloak(folder.toString(), HOME, folder.resolve("keycloak.log"), port);
    }
}
