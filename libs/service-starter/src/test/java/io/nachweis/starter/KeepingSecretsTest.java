package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingSecretsTest {

    @TempDir
    private Path folder;

    private Secrets secrets = new Secrets(Path.of("."));

    @BeforeEach
    void open() {
        secrets = new Secrets(folder);
    }

    @Test
    void a_key_is_32_bytes_in_base64() throws IOException {
        write("gateway", Base64.getEncoder().encodeToString(new byte[32]) + "\n");

        assertThat(secrets.key("gateway")).hasSize(32);
    }

    @Test
    void what_is_no_key_is_refused_without_being_shown() throws IOException {
        write("gateway", "c2hvcnQ=");
        write("master", "!top-secret!");

        assertThatThrownBy(() -> secrets.key("gateway")).hasMessageContaining("gateway.key must hold base64");
        assertThatThrownBy(() -> secrets.key("master"))
                .hasMessageContaining("master.key must hold base64")
                .hasMessageNotContaining("top-secret");
    }

    @Test
    void a_missing_key_is_named() {
        assertThatThrownBy(() -> secrets.key("subject-idm")).hasMessageContaining("subject-idm.key");
    }

    @Test
    void a_name_never_leaves_the_folder() {
        assertThatThrownBy(() -> secrets.key("../gateway")).isInstanceOf(IllegalArgumentException.class);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".key"), text);
    }
}
