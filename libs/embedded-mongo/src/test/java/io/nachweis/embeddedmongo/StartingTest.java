package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingTest {

    @Test
    void creates_the_folder_and_listens_there(@TempDir Path folder) {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder.resolve("a/b"));
                MongoClient client = MongoClients.create(server.uri())) {
            Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
            assertThat(hello)
                    .containsEntry("isWritablePrimary", true)
                    .doesNotContainKey("logicalSessionTimeoutMinutes");
        }
        assertThat(folder.resolve("a/b/CURRENT")).isRegularFile();
    }

    @Test
    void listens_on_a_tcp_port_too_and_says_which_is_taken(@TempDir Path folder) throws IOException {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> server.openTcp(taken.getLocalPort()))
                    .withMessageContaining("Port " + taken.getLocalPort());
            assertThat(ping(server.uri())).containsEntry("ok", 1.0);
            assertThat(ping(server.openTcp(0))).containsEntry("ok", 1.0);
        }
    }

    private static Document ping(String uri) {
        try (MongoClient client = MongoClients.create(uri)) {
            return client.getDatabase("admin").runCommand(new Document("ping", 1));
        }
    }

    @Test
    void refuses_a_folder_that_another_server_uses(@TempDir Path folder) {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder)) {
            assertThatThrownBy(() -> EmbeddedMongo.start(folder)).hasMessageContaining("locked");
            assertThat(server.uri()).isNotEmpty();
        }
    }

    @Test
    void refuses_the_storage_of_an_older_version_and_leaves_it_alone(@TempDir Path folder) throws IOException {
        Path old = Files.writeString(folder.resolve("mongo.mv"), "H:2,block:9");
        assertThatIllegalStateException()
                .isThrownBy(() -> EmbeddedMongo.start(folder))
                .withMessageContainingAll("mongo.mv", "older version", "Nothing was changed");
        assertThat(folder).isDirectoryContaining(old::equals).isDirectoryNotContaining("glob:**/CURRENT");
    }

    @Test
    void finds_databases_collections_and_indexes_again(@TempDir Path folder) {
        for (int start = 0; start < 3; start++) {
            try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                    MongoClient client = MongoClients.create(server.uri())) {
                var collection = client.getDatabase("db" + start).getCollection("c");
                collection.createIndex(new Document("a", 1));
                collection.insertOne(new Document("a", start));
                for (int before = 0; before <= start; before++) {
                    var earlier = client.getDatabase("db" + before).getCollection("c");
                    assertThat(earlier.find(new Document("a", before)).first()).isNotNull();
                    assertThat(earlier.listIndexes()).hasSize(2);
                }
            }
        }
    }
}
