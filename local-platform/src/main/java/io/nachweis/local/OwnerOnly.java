package io.nachweis.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Permissions of files that nobody else on the machine may read. Where there is no POSIX, folders are as they are. */
final class OwnerOnly {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    static FileAttribute<?>[] folder() {
        return attributes(FOLDER);
    }

    /** Makes it, if there is none. */
    static Path create(Path folder) {
        try {
            return Files.createDirectories(folder, folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FileAttribute<?>[] file() {
        return attributes(FILE);
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Takes a folder away from everybody else, and with it everything in it. */
    static void keep(Path folder) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
    }

    /** Whether others may do anything with it. */
    static boolean isOpen(Path path) throws IOException {
        return POSIX && !FOLDER.containsAll(Files.getPosixFilePermissions(path));
    }
}
