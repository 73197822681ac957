package io.nachweis.evidence.tree;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.nachweis.transparency.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** In a file of a folder outside the database, {@code <log>.checkpoint}; replaced whole, and on disk when it is kept. */
public final class FolderCheckpoints implements CheckpointStore {

    private final Path folder;
    private final Path file;

    public FolderCheckpoints(Path folder, String log) {
        this.folder = folder;
        this.file = folder.resolve(log + ".checkpoint");
    }

    @Override
    public Optional<byte[]> last() {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void keep(SignedNote note) {
        if (last().filter(before -> CheckpointStore.size(before) >= CheckpointStore.size(note))
                .isPresent()) {
            return;
        }
        try {
            Path next = Files.createTempFile(folder, "next", ".checkpoint");
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(note.bytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
