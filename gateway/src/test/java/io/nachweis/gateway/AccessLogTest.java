package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's access log, under the rule of {@code deploy/controllers/idm.yaml}. */
@ModuleTest
class AccessLogTest {

    private static final String LINE =
            "[0-9a-f.:]+ - - \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] \"[A-Z-]+ [^ \"]+ [^ \"]+\" \\d{3} (?:\\d+|-)"
                    + " \"(?:-|https?://[a-z0-9.-]+(?::\\d+)?)\" \"(?:-|[A-Za-z]+/\\d{1,3}(?: \\([A-Za-z]+\\))?)\"";

    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private final MovableClock clock = new MovableClock();

    @TempDir
    private Path parent;

    private Path folder() {
        return parent.resolve("access");
    }

    private RunningGateway gateway(String... more) {
        return new RunningGateway(
                context -> context.registerBean(Clock.class, () -> clock),
                Stream.concat(
                                Stream.of(
                                        "--NACHWEIS_ACCESS_LOG=" + folder(), "--NACHWEIS_TRUSTED_HOPS=127.0.0.0/8,::1"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<String> lines() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .flatMap(AccessLogTest::linesOf)
                    .filter(line -> !line.isBlank())
                    .map(String::stripTrailing)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** None, where it has just been deleted. */
    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
        } catch (NoSuchFileException _) {
            return Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void visit(RunningGateway gateway, String path, String from) {
        gateway.send(gateway.at(path)
                .header("X-Forwarded-For", from)
                .header("Referer", "https://www.i-digital-m.com/whitepapers?for=somebody")
                .header("User-Agent", FIREFOX));
    }

    @Test
    void has_of_each_request_what_the_policy_lists() throws IOException {
        try (var gateway = gateway()) {
            visit(gateway, "/idm/confirm?token=secret-token", "203.0.113.77");
            await().untilAsserted(() -> assertThat(lines())
                    .singleElement()
                    .asString()
                    .matches(LINE)
                    .startsWith("203.0.113.77 - - [")
                    .contains("] \"GET /{controller}/confirm HTTP/1.1\" 200 ")
                    .endsWith(" \"https://www.i-digital-m.com\" \"Firefox/128 (Windows)\""));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder())) {
                assertThat(files)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void is_cut_after_seven_days_and_gone_after_thirty_also_after_a_restart() {
        try (var gateway = gateway()) {
            visit(gateway, "/idm/preferences", "203.0.113.77");
            visit(gateway, "/idm/preferences", "2001:db8:17:4:a:b:c:d");
            await().untilAsserted(() -> assertThat(lines()).hasSize(2));
            clock.advance(Duration.ofDays(6));
            visit(gateway, "/idm/preferences", "203.0.113.78");
            await().untilAsserted(() -> assertThat(lines()).hasSize(3));
            assertThat(lines()).anyMatch(line -> line.startsWith("203.0.113.77 "));

            clock.advance(Duration.ofDays(1));
            await().untilAsserted(() -> assertThat(lines())
                    .hasSize(3)
                    .anyMatch(line -> line.startsWith("203.0.113.0 ") && line.endsWith("\"Firefox/128\""))
                    .anyMatch(line -> line.startsWith("2001:db8:17:: "))
                    .anyMatch(line -> line.startsWith("203.0.113.78 "))
                    .noneMatch(line -> line.startsWith("203.0.113.77 ") || line.contains("db8:17:4")));
        }
        clock.advance(Duration.ofDays(23));
        try (var gateway = gateway()) {
            await().untilAsserted(
                            () -> assertThat(lines()).singleElement().asString().startsWith("203.0.113.0 "));
            visit(gateway, "/idm/preferences", "203.0.113.79");
            await().untilAsserted(() -> assertThat(lines()).anyMatch(line -> line.startsWith("203.0.113.79 ")));
            clock.advance(Duration.ofDays(30));
            await().untilAsserted(() -> assertThat(folder()).isEmptyDirectory());
        }
    }

    /**
     * Against a client that wants a line of its own in the log, or a token, an address or anything else that it chose:
     * it decides on every byte of its request.
     */
    @Test
    void has_nothing_of_what_a_client_wrote() {
        String secret = "secret7c9e6679";
        try (var gateway = gateway()) {
            visit(gateway, "/idm/documents/" + secret, "203.0.113.77");
            visit(gateway, "/idm/rights/" + secret + "?email=somebody@example.org", "203.0.113.77");
            visit(gateway, "/nowhere/" + secret + "%0d%0a203.0.113.1%20-%20-%20%5B", "203.0.113.77");
            gateway.send(gateway.at("/idm/confirm")
                    .header("X-Forwarded-For", secret + "\" 1.2.3.4 - -")
                    .header("Referer", "https://localhost/idm/documents/" + secret)
                    .header("User-Agent", "Firefox/1 " + secret + "\\\" \u00e4 \\x0a somebody@example.org")
                    .method("POST", BodyPublishers.ofString("token=" + secret)));
            for (String raw : List.of(
                    "GET /idm/confirm?token=" + secret + " HTTP/1.1\r\nHost: x\r\nReferer: " + secret
                            + "\r\nUser-Agent: \"" + secret + "\r\n\tx\r\nConnection: close\r\n\r\n",
                    "GET /" + secret + "\0\t HTTP/1.1\r\nHost: x\r\n\r\n",
                    secret.toUpperCase(Locale.ROOT) + " / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                    "GET / " + secret + "\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: x\r\nReferer: https://" + secret
                            + "@www.example.org:99/\r\nUser-Agent: \u001b[31m" + secret
                            + "\r\nConnection: close\r\n\r\n")) {
                gateway.sendRaw(raw);
            }
            visit(gateway, "/", "192.0.2.9");
            await().untilAsserted(() -> assertThat(lines()).anyMatch(line -> line.startsWith("192.0.2.9 ")));
            assertThat(lines())
                    .hasSizeGreaterThanOrEqualTo(8)
                    .hasSizeLessThanOrEqualTo(10)
                    .allMatch(line -> line.matches(LINE));
            assertThat(lines())
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(secret) || line.contains("somebody"));
        }
    }

    @Test
    void is_off_unless_it_is_asked_for() {
        try (var gateway = new RunningGateway()) {
            gateway.get("/");
            assertThat(folder()).doesNotExist();
        }
    }

    @Test
    void is_refused_where_a_cluster_collects_logs() {
        assertThatThrownBy(() -> gateway("--KUBERNETES_SERVICE_HOST=10.96.0.1"))
                .hasStackTraceContaining("NACHWEIS_ACCESS_LOG must not be set in a cluster");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void is_refused_where_a_policy_does_not_list_it(@TempDir Path controllers) throws IOException {
        Path file = controllers.resolve("interactive-media.yaml");
        Path given = Path.of("../deploy/controllers-interactive-media");
        Files.copy(given.resolve("interactive-media.yaml"), file);
        assertThatThrownBy(() -> gateway("--NACHWEIS_CONTROLLERS=" + controllers))
                .hasStackTraceContaining("does not allow it: its category access-log must list");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void is_refused_in_a_folder_that_others_may_use() throws IOException {
        Files.createDirectory(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(this::gateway).hasStackTraceContaining("must be a folder that its owner alone may use");
    }
}
