package io.nachweis.listmonk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How far the list is in step, in a file. Lost, everything is gone through once more, which changes nothing twice. */
final class Cursor {

    private final Path file;
    private final String start;

    Cursor(Path file, String start) {
        this.file = file.toAbsolutePath();
        this.start = start;
    }

    String next() throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : start;
    }

    boolean isAtStart() throws IOException {
        return next().equals(start);
    }

    void startOver() throws IOException {
        moveTo(start);
    }

    void moveTo(String next) throws IOException {
        Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), next + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
