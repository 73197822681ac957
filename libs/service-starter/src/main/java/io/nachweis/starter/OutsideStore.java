package io.nachweis.starter;

import com.mongodb.client.MongoClient;
import io.nachweis.evidence.tree.CheckpointStore;
import io.nachweis.evidence.tree.FolderCheckpoints;
import io.nachweis.evidence.tree.MongoCheckpoints;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is kept outside the database ({@code NACHWEIS_OUTSIDE}), so that who sets the database back does not set it back as
 * well: a folder, or a database of another deployment.
 */
public final class OutsideStore implements AutoCloseable {

    private static final String DATABASE = "nachweis_outside";

    private final CheckpointStore checkpoints;
    private final Runnable close;

    private OutsideStore(CheckpointStore checkpoints, Runnable close) {
        this.checkpoints = checkpoints;
        this.close = close;
    }

    static OutsideStore of(NachweisSettings settings) {
        String service = settings.service();
        if (isDatabase(settings.outside())) {
            MongoClient client = Mongo.connect(settings.outside(), service);
            return new OutsideStore(new MongoCheckpoints(client.getDatabase(DATABASE), service), client::close);
        }
        Path folder = Path.of(settings.outside()).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IllegalStateException("NACHWEIS_OUTSIDE, " + folder
                    + ", is no folder that can be written to. Make it, for the owner of this process alone.");
        }
        return new OutsideStore(new FolderCheckpoints(folder, service), () -> {});
    }

    static boolean isDatabase(String outside) {
        return outside.startsWith("mongodb:") || outside.startsWith("mongodb+srv:");
    }

    /** Of the service's log. */
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public void close() {
        close.run();
    }
}
