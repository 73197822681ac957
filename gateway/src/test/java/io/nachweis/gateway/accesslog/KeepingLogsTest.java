package io.nachweis.gateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nachweis.policy.Controllers;
import io.nachweis.testing.ModuleTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What IDM's policy says of the logs of its web server, done to the files of Apache and nginx. */
@ModuleTest
class KeepingLogsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final LogRule RULE =
            LogRule.of(Controllers.load(Path.of("../deploy/controllers")).all(), "server-logs");

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    @TempDir
    private Path folder;

    private static String line(Duration ago, String address) {
        return address + " - - [" + TIME.format(NOW.minus(ago)) + "] \"GET /news?utm=x HTTP/1.1\" 200 512"
                + " \"https://www.example.org/page?id=7\" \"" + FIREFOX + "\"";
    }

    private static String reduced(Duration ago, String network) {
        return network + " - - [" + TIME.format(NOW.minus(ago)) + "] \"GET /news HTTP/1.1\" 200 512"
                + " \"https://www.example.org/page\" \"Firefox/128\"";
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    private KeptLogs keep() throws IOException {
        return new LogFolder(folder, RULE, Duration.ofHours(1)).keep(NOW);
    }

    private Path write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        if (name.endsWith(".gz")) {
            try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(bytes);
            }
        } else {
            Files.write(file, bytes);
        }
        return file;
    }

    /** Without the ends of lines that are overwritten where they stand. */
    private List<String> lines(String name) throws IOException {
        Path file = folder.resolve(name);
        try (var in =
                name.endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(String::stripTrailing)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
    }

    private Map<String, String> everything() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toMap(
                    file -> String.valueOf(file.getFileName()),
                    file -> {
                        try {
                            return Files.getLastModifiedTime(file)
                                    + Files.readString(file, StandardCharsets.ISO_8859_1);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    (one, _) -> one,
                    TreeMap::new));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access.log",
                "access.log.1",
                "access.log.12.gz",
                "access_log-20261122",
                "access.log-20261122.gz",
                "access.2026-11-22.log"
            })
    void lines_are_reduced_after_seven_days_and_gone_after_thirty(String name) throws IOException {
        write("access.log", line(days(0), "192.0.2.9"));
        write(
                name,
                line(days(31), "203.0.113.77"),
                line(days(29), "203.0.113.77"),
                line(days(8), "2001:db8:17:4:a:b:c:d"),
                line(days(6), "203.0.113.78"));

        var kept = keep();

        assertThat(lines(name))
                .containsExactly(
                        reduced(days(29), "203.0.113.0"),
                        reduced(days(8), "2001:db8:17::"),
                        line(days(6), "203.0.113.78"));
        assertThat(kept.reduced()).isEqualTo(2);
        assertThat(kept.deleted()).isEqualTo(1);
        assertThat(kept.failed()).isEmpty();
        assertThat(kept.toString()).doesNotContain("203", "2001");
    }

    @Test
    void what_ends_before_the_next_run_is_taken_with_this_one() throws IOException {
        write(
                "access.log.1",
                line(days(7).minusMinutes(59), "203.0.113.77"),
                line(days(7).minusMinutes(61), "203.0.113.78"));
        keep();
        assertThat(lines("access.log.1"))
                .containsExactly(
                        reduced(days(7).minusMinutes(59), "203.0.113.0"),
                        line(days(7).minusMinutes(61), "203.0.113.78"));
    }

    @Test
    void a_file_of_which_nothing_is_left_is_deleted_unless_a_server_may_write_to_it() throws IOException {
        write("access.log", line(days(31), "203.0.113.77"));
        write("access.log.1", line(days(31), "203.0.113.77"));
        write("access.log.2.gz", line(days(40), "203.0.113.77"));
        assertThat(keep().deletedFiles()).isEqualTo(2);
        assertThat(everything()).containsOnlyKeys("access.log");
        assertThat(lines("access.log")).isEmpty();
    }

    @Test
    void a_second_run_changes_nothing() throws IOException {
        write("access.log", line(days(31), "203.0.113.77"), line(days(8), "::1"), line(days(0), "203.0.113.78"));
        write("access.log.1", line(days(31), "203.0.113.77"), line(days(8), "host.example.org"), "what is this?");
        write("access.log.2.gz", line(days(31), "203.0.113.77"), line(days(9), "203.0.113.78"));
        assertThat(keep().reduced()).isEqualTo(3);
        var once = everything();
        var again = keep();
        assertThat(everything()).isEqualTo(once);
        assertThat(again.reduced() + again.deleted()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.77 - frank | 203.0.113.0 - -",
                "203.0.113.77 - frank of sales | 203.0.113.0 - -",
                "203.0.113.77, 2001:db8:1:2::3, unknown - - | 203.0.113.0,2001:db8:1::,- - -",
                "www.example.org:443 203.0.113.77 - frank | www.example.org:443 203.0.113.0 - -",
                "pc-7.office.example.org - - | - - -",
                "::ffff:203.0.113.77 - - | 203.0.113.0 - -",
                "2001:db8::1 - - | 2001:db8:: - -",
                "fe80::1:2%eth0 - - | fe80:: - -"
            })
    void clients_are_cut_to_their_networks_and_have_no_name(String client, String reduced) throws IOException {
        write("access.log.1", line(days(8), "x").replace("x - -", client));
        keep();
        assertThat(lines("access.log.1")).containsExactly(reduced(days(8), "x").replace("x - -", reduced));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2 | Edg/131",
                "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15 | Safari/18",
                "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 | Chrome/130",
                "curl/8.5.0 | -",
                "secret-7c9e6679 | -"
            })
    void of_a_browser_its_family_and_major_version_stay(String agent, String reduced) throws IOException {
        write("access.log.1", line(days(8), "203.0.113.77").replace(FIREFOX, agent));
        keep();
        assertThat(lines("access.log.1"))
                .containsExactly(reduced(days(8), "203.0.113.0").replace("Firefox/128", reduced));
    }

    @Test
    void what_servers_add_to_the_format_goes_and_the_common_format_is_known() throws IOException {
        String common = "203.0.113.77 - - [" + TIME.format(NOW.minus(days(8))) + "] \"GET / HTTP/1.0\" 200 -";
        write("access.log.1", line(days(8), "203.0.113.77") + " \"198.51.100.4, 10.0.0.1\"", common);
        keep();
        assertThat(lines("access.log.1")).containsExactly(reduced(days(8), "203.0.113.0"), common.replace(".77", ".0"));
    }

    /**
     * Against somebody who asks for what shall look like another line, or like another time: servers escape quotes and
     * control characters, and what is within quotes ends no part.
     */
    @Test
    void a_request_that_imitates_a_line_is_of_its_own_time() throws IOException {
        String imitated = " [30/Nov/2026:11:59:59 +0000] \\\"GET / HTTP/1.1\\\" 200 1 \\\"-\\\" \\\"-\\\"";
        write(
                "access.log.1",
                line(days(31), "203.0.113.77 - x" + imitated),
                line(days(31), "203.0.113.77").replace("/news", "/" + imitated).replace(FIREFOX, imitated));
        write("access.log", line(days(0), "192.0.2.9"));
        keep();
        assertThat(everything()).containsOnlyKeys("access.log");
    }

    @Test
    void what_cannot_be_read_is_as_old_as_the_file_and_goes_when_it_would_have_to_be_reduced() throws IOException {
        String future = line(days(-900), "203.0.113.77");
        write("access.log.1", "203.0.113.77 did something", future, line(days(8), "203.0.113.77"));
        write("access.log.2", "203.0.113.77 did something", line(days(6), "203.0.113.77"));
        Files.setLastModifiedTime(write("error.log.1", "client: 203.0.113.77"), FileTime.from(NOW.minus(days(8))));
        Files.setLastModifiedTime(write("error.log.2", "client: 203.0.113.77"), FileTime.from(NOW.minus(days(6))));
        Files.setLastModifiedTime(write("access.log.3.bz2", "?"), FileTime.from(NOW.minus(days(8))));

        var kept = keep();

        assertThat(lines("access.log.1")).containsExactly(reduced(days(8), "203.0.113.0"));
        assertThat(lines("access.log.2")).hasSize(2);
        assertThat(everything()).containsOnlyKeys("access.log.1", "access.log.2", "error.log.2");
        assertThat(kept.unreadable()).isEqualTo(5);
    }

    @Test
    void a_compressed_file_that_is_still_being_written_waits() throws IOException {
        Path file = write("access.log.2.gz", line(days(8), "203.0.113.77"), line(days(8), "203.0.113.78"));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        Files.setLastModifiedTime(file, FileTime.from(NOW));
        assertThat(keep().waiting()).isEqualTo(1);
        assertThat(Files.size(file)).isEqualTo(whole.length - 9);
        Files.write(file, whole);
        keep();
        assertThat(lines("access.log.2.gz")).hasSize(2).allMatch(text -> text.startsWith("203.0.113.0 "));
    }

    @Test
    void a_file_that_is_replaced_keeps_rights_and_time() throws IOException {
        Path file = write("access.log.1", line(days(9), "203.0.113.77"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(days(9))));
        keep();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(NOW.minus(days(9))));
    }

    /**
     * Against somebody who runs the web server, may write to its folder, and waits for this to run as root: what is
     * reached by a link is left alone.
     */
    @Test
    void links_are_not_followed(@TempDir Path elsewhere) throws IOException {
        Path target = Files.writeString(elsewhere.resolve("access.log"), line(days(31), "203.0.113.77"));
        Files.createSymbolicLink(folder.resolve("access.log.1"), target);
        write("access.log", line(days(0), "192.0.2.9"));
        keep();
        assertThat(target).hasContent(line(days(31), "203.0.113.77"));
    }

    @Test
    void a_folder_of_other_logs_is_refused() throws IOException {
        Files.setLastModifiedTime(
                write("auth.log.1", "Nov 1 10:00:00 sshd: accepted"), FileTime.from(NOW.minus(days(60))));
        var before = everything();
        assertThatIllegalArgumentException().isThrownBy(this::keep).withMessageContaining("combined format");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_server_that_writes_meanwhile_loses_no_line() throws Exception {
        int old = 200;
        int fresh = 5_000;
        write(
                "access.log",
                IntStream.range(0, old)
                        .mapToObj(i -> line(days(i % 2 == 0 ? 31 : 8), "203.0.113." + (i % 200 + 1)))
                        .toArray(String[]::new));
        var hasBegun = new CountDownLatch(1);
        var isDone = new AtomicBoolean();
        Thread server = Thread.ofPlatform().start(() -> {
            try (var log = Files.newOutputStream(folder.resolve("access.log"), StandardOpenOption.APPEND)) {
                for (int i = 0; i < fresh; i++) {
                    log.write((line(Duration.ofSeconds(1), "198.51.100.7").replace("/news", "/" + i) + "\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
                    hasBegun.countDown();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                isDone.set(true);
            }
        });
        hasBegun.await();
        do {
            keep();
        } while (!isDone.get());
        server.join();

        assertThat(lines("access.log").stream().filter(text -> text.startsWith("198.51.100.7 ")))
                .hasSize(fresh)
                .doesNotHaveDuplicates();
        assertThat(lines("access.log").stream().filter(text -> text.startsWith("203.0.113.0 ")))
                .hasSize(old / 2);
        assertThat(lines("access.log")).hasSize(fresh + old / 2);
    }

    @Test
    void a_run_that_is_killed_loses_nothing_and_the_next_removes_what_it_left() throws Exception {
        String[] lines = IntStream.range(0, 20_000)
                .mapToObj(i -> line(days(i % 2 == 0 ? 8 : 6), "203.0.113.77").replace("/news", "/" + i))
                .toArray(String[]::new);
        write("access.log", line(days(0), "192.0.2.9"));
        for (int kills = 0; kills < 6; kills++) {
            write("access.log.1", lines);
            write("access.log.2.gz", lines);
            Process run = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Run.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            // It says so when it begins.
            assertThat(run.getInputStream().read()).isEqualTo('!');
            run.waitFor(Duration.ofMillis(60L * kills));
            run.destroyForcibly().waitFor();
            assertThat(lines("access.log.1")).hasSize(lines.length);
            assertThat(lines("access.log.2.gz")).hasSize(lines.length);
        }
        write(LogFile.TEMPORARY + "42.tmp", lines);
        keep();
        assertThat(everything()).containsOnlyKeys("access.log", "access.log.1", "access.log.2.gz");
        assertThat(lines("access.log.1"))
                .hasSize(lines.length)
                .filteredOn(text -> text.startsWith("203.0.113.77 "))
                .hasSize(lines.length / 2);
    }

    /** To be killed. */
    static final class Run {

        public static void main(String... folder) throws IOException {
            System.out.print("!");
            System.out.flush();
            new LogFolder(Path.of(folder[0]), RULE, Duration.ZERO).keep(NOW);
        }
    }
}
