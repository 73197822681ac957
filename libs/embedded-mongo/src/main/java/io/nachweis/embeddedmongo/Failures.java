package io.nachweis.embeddedmongo;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** RocksDB's failures in words that say what to do. */
final class Failures {

    private Failures() {}

    static IllegalStateException ofOpening(Path folder, RocksDBException e) {
        String why = String.valueOf(e.getMessage());
        if (why.contains("/LOCK: ") && !why.contains("open a file")) {
            return new IllegalStateException("Another process uses the database in " + folder + ": it is locked", e);
        }
        Status.Code code = code(e);
        if (code == Status.Code.Corruption) {
            return damaged(folder, why, e);
        }
        return code == Status.Code.IOError || why.contains("IO error: ")
                ? unusable(folder, why, e)
                : new IllegalStateException("The database in " + folder + " cannot be opened: " + why, e);
    }

    static IllegalStateException ofOpening(Path folder, IOException e) {
        return unusable(folder, e.toString(), e);
    }

    private static IllegalStateException unusable(Path folder, String why, Exception cause) {
        return new IllegalStateException(
                "The database in " + folder + " cannot be read or written: " + why
                        + ". Look for a full disk or missing rights; nothing is lost",
                cause);
    }

    static IllegalStateException damaged(Path folder, String why, @Nullable Exception cause) {
        return new IllegalStateException(
                "The database in " + folder + " is damaged and was left as it is: " + why
                        + ". Restore it from a backup, or ask for help with a copy of the folder",
                cause);
    }

    private static Status.Code code(RocksDBException e) {
        Status status = e.getStatus();
        return status == null ? Status.Code.Undefined : status.getCode();
    }

    static IllegalStateException of(RocksDBException e) {
        return new IllegalStateException(e.getMessage(), e);
    }
}
