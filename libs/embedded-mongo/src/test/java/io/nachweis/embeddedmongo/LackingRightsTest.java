package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may not read or write all of a folder is told so, and what is in it stays. */
@Tag("contract")
class LackingRightsTest {

    private static final int NOBODY = 65_534;

    @TempDir
    private Path folder;

    @BeforeEach
    void write_something() {
        assumeTrue(!OtherProcess.isRoot() || OtherProcess.canSetRights(), "root without setpriv may do everything");
        with(collection -> collection.insertOne(new Document("_id", 1)));
    }

    private interface Use {
        void of(MongoCollection<Document> collection);
    }

    private void with(Use use) {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri())) {
            use.of(client.getDatabase("db").getCollection("c"));
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private Path newest(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .max(Comparator.comparing(file -> file.getFileName().toString()))
                    .orElseThrow();
        }
    }

    private void assertToldAndNothingIsLost() throws IOException {
        assertThat(OtherProcess.startsWithoutPrivilegesOn(folder))
                .contains(
                        "The database in " + folder + " cannot be read or written", "missing rights; nothing is lost");
    }

    @ParameterizedTest
    @CsvSource({"LOCK", "CURRENT", "MANIFEST-.*", "'.*[.]log'", "'.*[.]sst'"})
    void to_read_a_file(String pattern) throws IOException {
        Path file = newest(pattern);
        permit(file, "---------");
        assertToldAndNothingIsLost();
        permit(file, "rw-------");
        with(collection -> assertThat(collection.countDocuments()).isOne());
    }

    @ParameterizedTest
    @CsvSource({"---------", "r-x------"})
    void to_use_the_folder(String permissions) throws IOException {
        permit(folder, permissions);
        assertToldAndNothingIsLost();
        permit(folder, "rwx------");
        with(collection -> assertThat(collection.countDocuments()).isOne());
    }

    @Test
    void to_what_was_written_as_somebody_else() throws IOException {
        assumeTrue(OtherProcess.canSetRights(), "only root can give a file to somebody else");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.setAttribute(file, "unix:uid", NOBODY);
            permit(file, "rw-------");
        }
        assertToldAndNothingIsLost();
        with(collection -> assertThat(collection.countDocuments()).isOne());
    }
}
