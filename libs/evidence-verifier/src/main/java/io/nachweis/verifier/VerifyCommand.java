package io.nachweis.verifier;

import io.nachweis.transparency.MalformedInput;
import io.nachweis.transparency.VerifierKey;
import io.nachweis.verifier.Evidence.Entry;
import io.nachweis.verifier.Evidence.Log;
import io.nachweis.verifier.Json.JsonString;
import io.nachweis.verifier.Verdict.Holds;
import io.nachweis.verifier.Verdict.Unreadable;
import io.nachweis.verifier.Verdict.Violated;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * {@code FILE [--key FILE] [--locale de]}: says what an evidence file proves, what of it does not hold, and what cannot be
 * known. Ends with 0 if it holds, 1 if it does not, 2 if there is nothing to judge.
 */
public final class VerifyCommand {

    private static final int HOLDS = 0;
    private static final int VIOLATED = 1;
    private static final int UNREADABLE = 2;

    private final Words words;
    private final PrintStream out;

    private VerifyCommand(Words words, PrintStream out) {
        this.words = words;
        this.out = out;
    }

    public static void main(String... args) {
        System.exit(run(System.out, System.err, args));
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        List<String> files = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        Locale locale = Locale.ENGLISH;
        boolean usage = false;
        for (Iterator<String> rest = Arrays.asList(args).iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--key", "--locale" -> {
                    if (!rest.hasNext()) {
                        usage = true;
                    } else if (word.equals("--key")) {
                        keys.add(rest.next());
                    } else {
                        locale = Locale.forLanguageTag(rest.next());
                    }
                }
                default -> files.add(word);
            }
        }
        Words words = new Words(locale);
        if (usage || files.size() != 1 || files.getFirst().startsWith("-")) {
            err.println(words.of("command.usage"));
            return UNREADABLE;
        }
        List<VerifierKey> trusted = new ArrayList<>();
        for (String file : keys) {
            try {
                trusted.addAll(keys(file));
            } catch (IOException | InvalidPathException | MalformedInput _) {
                err.println(words.of("command.no-keys", Printable.of(file)));
                return UNREADABLE;
            }
        }
        try (InputStream evidence = Files.newInputStream(Path.of(files.getFirst()))) {
            return new VerifyCommand(words, out).say(EvidenceVerifier.verify(evidence, trusted));
        } catch (IOException | InvalidPathException _) {
            err.println(words.of("command.no-file", Printable.of(files.getFirst())));
            return UNREADABLE;
        }
    }

    /** A key a line; there has to be one. */
    private static List<VerifierKey> keys(String file) throws IOException {
        List<VerifierKey> keys = Files.readAllLines(Path.of(file)).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(VerifierKey::parse)
                .toList();
        if (keys.isEmpty()) {
            throw new IOException("There is no key in it");
        }
        return keys;
    }

    private int say(Verdict verdict) {
        return switch (verdict) {
            case Holds(var evidence, var limits) -> {
                out.println("✔ " + words.of("verdict.holds"));
                head("heading.logs");
                evidence.logs().forEach(this::say);
                head("heading.entries");
                evidence.entries().forEach(this::say);
                head("heading.limits");
                limits.forEach(limit ->
                        line("• " + words.of("limit." + limit.kind().code(), limit.about()) + place(limit.place())));
                yield HOLDS;
            }
            case Violated(var findings) -> {
                out.println("✘ " + words.of("verdict.violated"));
                findings.forEach(this::say);
                yield VIOLATED;
            }
            case Unreadable(var finding) -> {
                out.println("✘ " + words.of("verdict.unreadable"));
                say(finding);
                yield UNREADABLE;
            }
        };
    }

    private void say(Finding finding) {
        String code = finding.violation().code();
        line("✘ " + words.of("violation." + code) + " [" + code + "]" + place(finding.place()));
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "" : " (" + pointer + ")";
    }

    private void say(Log log) {
        line(log.key() + ": "
                + words.of("log.entries", log.entries().size(), log.head().size()));
    }

    private void say(Entry entry) {
        line(entry.recordedAt() + " " + entry.type() + " (" + words.of("entry.place", entry.origin(), entry.position())
                + ")");
        entry.data().forEach(this::say);
        entry.disclosed().forEach(this::say);
        entry.withheld()
                .forEach((name, category) ->
                        line("    " + name + ": " + words.of("entry.withheld") + " (" + category + ")"));
        entry.texts()
                .forEach(text ->
                        text.words().ifPresent(content -> line("    " + words.of("entry.text") + ": " + content)));
    }

    private void say(String name, Json value) {
        line("    " + name + ": " + (value instanceof JsonString(var text) ? text : value.canonical()));
    }

    private void head(String key) {
        out.println();
        out.println(words.of(key) + ":");
    }

    private void line(String text) {
        out.println("  " + Printable.of(text));
    }
}
