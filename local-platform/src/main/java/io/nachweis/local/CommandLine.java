package io.nachweis.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the person at the console asked for: {@code <command> [word …] [--port N] [--data DIR] [--real | --keycloak]}. */
record CommandLine(
        String command,
        List<String> words,
        Map<String, String> options,
        Ports ports,
        Path data,
        boolean real,
        boolean keycloak) {

    /** Those that only some commands have, each with a value. */
    private static final Set<String> OPTIONS =
            Set.of("--policy", "--rule", "--every", "--until", "--subject", "--controller", "--locale", "--service");

    static CommandLine parse(Path home, String... args) {
        Iterator<String> rest = Arrays.asList(args).iterator();
        String command = rest.hasNext() ? rest.next() : "";
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        int port = Ports.DEFAULT_BASE;
        Path data = home.resolve(".nachweis");
        boolean real = false;
        boolean keycloak = false;
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--port" -> port = number(valueOf(word, rest));
                case "--data" -> data = Path.of(valueOf(word, rest));
                case "--from" -> words.add(valueOf(word, rest));
                case "--real" -> real = true;
                case "--keycloak" -> keycloak = true;
                default -> {
                    if (OPTIONS.contains(word)) {
                        options.put(word, valueOf(word, rest));
                        continue;
                    }
                    if (word.startsWith("-")) {
                        throw new CannotRun(
                                "Unknown option " + word + ". There are --port N, --data DIR, --real and --keycloak.");
                    }
                    words.add(word);
                }
            }
        }
        return new CommandLine(
                command,
                List.copyOf(words),
                Map.copyOf(options),
                new Ports(port),
                data.toAbsolutePath().normalize(),
                real,
                keycloak);
    }

    private static String valueOf(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new CannotRun(option + " needs a value.");
        }
        return words.next();
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CannotRun("--port needs a number.");
        }
    }
}
