package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attacker has an account on the same machine and may run what they like there. They know where the data folder is
 * and what the socket in it is called; they are neither the owner of the folder nor root.
 */
@Tag("contract")
class OpeningTheSocketTest {

    private static final String NOBODY = "65534";

    @TempDir
    private Path folder;

    /** Says whether it got in. */
    static final class Attacker {

        public static void main(String[] arguments) {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
                System.out.print("connected: " + channel.isConnected());
            } catch (IOException e) {
                System.out.print("refused: " + e.getMessage());
            }
        }
    }

    private static Document ping(EmbeddedMongo server) {
        try (MongoClient client = MongoClients.create(server.uri())) {
            return client.getDatabase("admin").runCommand(new Document("ping", 1));
        }
    }

    private Path socket() {
        return DatabaseSocket.in(folder).path();
    }

    /** Everybody may read them. */
    private static Path classesOfAttacker(Path folder) throws IOException {
        String file = Attacker.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        try (var bytes = Attacker.class.getClassLoader().getResourceAsStream(file)) {
            Files.write(copy, bytes.readAllBytes());
        }
        open(folder);
        return folder;
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void nobody_else_on_the_machine_gets_in(@TempDir Path classes) throws IOException {
        assumeTrue(OtherProcess.canSetRights(), "the attacker's process needs root and setpriv to be started");
        String classPath = classesOfAttacker(classes).toString();
        List<String> asNobody = List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
        try (EmbeddedMongo server = EmbeddedMongo.start(folder)) {
            assertThat(OtherProcess.run(List.of(), classPath, Attacker.class, socket()))
                    .isEqualTo("connected: true");
            assertThat(OtherProcess.run(asNobody, classPath, Attacker.class, socket()))
                    .isEqualTo("refused: Permission denied");
            open(folder); // as an owner might by mistake
            assertThat(OtherProcess.run(asNobody, classPath, Attacker.class, socket()))
                    .isEqualTo("refused: Permission denied");
            assertThat(ping(server)).containsEntry("ok", 1.0);
        }
    }

    @Test
    void is_for_the_owner_alone_whatever_the_folder_was_before() throws IOException {
        open(folder);
        try (EmbeddedMongo server = EmbeddedMongo.start(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-------");
            assertThat(server.uri()).startsWith("mongodb://%2F");
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void replaces_what_a_killed_process_has_left() throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket()))
                .close();
        assertThat(socket()).exists();
        try (EmbeddedMongo server = EmbeddedMongo.start(folder)) {
            assertThat(ping(server)).containsEntry("ok", 1.0);
        }
    }

    @Test
    void leaves_alone_what_is_no_socket() throws IOException {
        Files.writeString(socket(), "somebody's");
        assertThatIllegalStateException()
                .isThrownBy(() -> EmbeddedMongo.start(folder))
                .withMessageContaining("is no socket");
        assertThat(socket()).content().isEqualTo("somebody's");
    }

    @Test
    void a_second_process_is_refused_and_the_first_goes_on() throws IOException {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder)) {
            assertThat(OtherProcess.startsOn(folder)).contains("Another process uses the database in " + folder);
            assertThat(ping(server)).containsEntry("ok", 1.0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "Capitals Ä+100% a:b,c?d@e",
                "long-enough-that-its-path-does-not-fit-into-the-address-of-a-socket-which-has-room-for-about-a-hundred-bytes"
            })
    void listens_whatever_the_folder_is_called(String name) throws IOException {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder.resolve(name))) {
            assertThat(DatabaseSocket.in(folder.resolve(name)).path()).exists();
            assertThat(ping(server)).containsEntry("ok", 1.0);
        }
        assertThat(folder.resolve(name)).isDirectoryNotContaining("glob:**.sock");
    }
}
