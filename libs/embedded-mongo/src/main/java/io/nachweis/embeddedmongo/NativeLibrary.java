package io.nachweis.embeddedmongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/** RocksDB's native library. */
final class NativeLibrary {

    private NativeLibrary() {}

    /** Its file is gone as soon as it is loaded, so that no kill leaves one behind. */
    static void load() {
        try {
            Path folder = Files.createTempDirectory("nachweis-rocksdb");
            NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
            try (Stream<Path> files = Files.list(folder)) {
                files.map(Path::toFile).forEach(file -> file.delete());
            }
            if (!folder.toFile().delete()) {
                folder.toFile().deleteOnExit(); // where a loaded library cannot be deleted
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The native library of RocksDB cannot be unpacked", e);
        }
        RocksDB.loadLibrary();
    }
}
