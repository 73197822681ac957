package io.nachweis.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/** What the person at the console asked for: {@code <command> [--port N] [--data DIR]}. */
record CommandLine(String command, Ports ports, Path data) {

    static CommandLine parse(Path home, String... args) {
        Iterator<String> words = Arrays.asList(args).iterator();
        String command = words.hasNext() ? words.next() : "";
        int port = Ports.DEFAULT_BASE;
        Path data = home.resolve(".nachweis");
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--port" -> port = number(valueOf(option, words));
                case "--data" -> data = Path.of(valueOf(option, words));
                default -> throw new CannotRun("Unknown option " + option + ". There are --port N and --data DIR.");
            }
        }
        return new CommandLine(command, new Ports(port), data.toAbsolutePath().normalize());
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
