package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that are checked in, so that others can try their verifiers. */
final class Corpus {

    static final Path FOLDER = Path.of("src/test/resources");
    static final Path GOOD = FOLDER.resolve("good.json");
    static final Path SMALL = FOLDER.resolve("small.json");
    static final Path KEYS = FOLDER.resolve("keys.txt");

    private Corpus() {}

    static List<Path> bad() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("bad"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By name, as the helpers make them. */
    static Map<Path, byte[]> made() {
        Map<Path, byte[]> made = new TreeMap<>();
        BadEvidence.all()
                .forEach((name, bytes) -> made.put(FOLDER.resolve("bad").resolve(name), bytes));
        made.put(GOOD, bytes(EvidenceExamples.good().toString()));
        made.put(SMALL, bytes(EvidenceExamples.small().toString()));
        made.put(
                KEYS,
                bytes(EvidenceExamples.newsletter().key() + "\n"
                        + EvidenceExamples.consent().key() + "\n"));
        return made;
    }

    /** What the verdict on it has to be. */
    static String code(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Writes anew what is checked in, after a change of the format. */
    public static void main(String... args) throws IOException {
        for (Map.Entry<Path, byte[]> file : made().entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.write(file.getKey(), file.getValue());
        }
    }
}
