package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFolderTest {

    @TempDir
    Path temp;

    @Test
    void is_marked_as_a_trial_for_good() {
        Path folder = temp.resolve("data");
        TrialFolder.open(folder).close();

        assertThat(folder.resolve("trial")).exists();
        assertThat(folder.resolve("platform.pid")).doesNotExist();
    }

    @Test
    void is_not_made_of_a_folder_that_holds_something_else() throws Exception {
        Files.writeString(temp.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> TrialFolder.open(temp)).isInstanceOf(CannotRun.class);
        assertThat(temp.resolve("trial")).doesNotExist();
    }

    @Test
    void belongs_to_one_platform_at_a_time() {
        Path folder = temp.resolve("data");
        try (TrialFolder _ = TrialFolder.open(folder)) {
            assertThatThrownBy(() -> TrialFolder.open(folder)).hasMessageContaining("Another platform");
        }
        TrialFolder.open(folder).close();
    }

    @Test
    void has_its_secrets_beside_it_made_once_and_for_the_owner_alone() throws Exception {
        try (TrialFolder trial = TrialFolder.open(temp.resolve("data"))) {
            Secrets.of(trial).ensureKey("master");
            Path key = temp.resolve("data-secrets/master.key");
            String first = Files.readString(key);
            Secrets.of(trial).ensureKey("master");

            assertThat(Files.readString(key)).isEqualTo(first);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void gets_no_new_secrets_when_its_own_are_gone() throws Exception {
        try (TrialFolder trial = TrialFolder.open(temp.resolve("data"))) {
            Files.createDirectories(trial.mongo());

            assertThatThrownBy(() -> Secrets.of(trial)).hasMessageContaining("secrets of this trial are gone");
        }
    }
}
