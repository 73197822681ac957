package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nachweis.local.DataFolder.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataFolderTest {

    @TempDir
    Path temp;

    @Test
    void is_marked_as_a_trial_for_good() {
        Path folder = temp.resolve("data");
        DataFolder.open(folder, Kind.TRIAL).close();

        assertThat(folder.resolve("trial")).exists();
        assertThat(folder.resolve("platform.pid")).doesNotExist();
    }

    @Test
    void of_a_trial_is_never_opened_for_real_nor_the_other_way_round() {
        DataFolder.open(temp.resolve("trial"), Kind.TRIAL).close();
        DataFolder.open(temp.resolve("real"), Kind.REAL).close();

        assertThatThrownBy(() -> DataFolder.open(temp.resolve("trial"), Kind.REAL))
                .hasMessageContaining("is a trial's");
        assertThatThrownBy(() -> DataFolder.open(temp.resolve("real"), Kind.TRIAL))
                .hasMessageContaining("holds real data");
        assertThat(DataFolder.isReal(temp.resolve("real"))).isTrue();
        assertThat(DataFolder.isReal(temp.resolve("trial"))).isFalse();
    }

    /** The attacker has an account on the machine. */
    @ParameterizedTest
    @EnumSource
    void is_for_its_owner_alone_whatever_it_was_before(Kind kind) throws Exception {
        Path folder = Files.createDirectory(
                temp.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        DataFolder.open(folder, kind).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void is_not_made_of_a_folder_that_holds_something_else() throws Exception {
        Files.writeString(temp.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> DataFolder.open(temp, Kind.TRIAL)).isInstanceOf(CannotRun.class);
        assertThat(temp.resolve("trial")).doesNotExist();
    }

    @Test
    void is_left_alone_by_who_may_not_write_all_of_it() throws Exception {
        Path folder = temp.resolve("data");
        DataFolder.open(folder, Kind.TRIAL).close();
        Path mark = folder.resolve("trial");
        Files.setPosixFilePermissions(mark, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isWritable(mark), "root may do everything");

        assertThatThrownBy(() -> DataFolder.open(folder, Kind.TRIAL))
                .isInstanceOf(CannotRun.class)
                .hasMessageContainingAll(mark.toString(), "which belongs to", "Nothing was changed");
        assertThat(folder.resolve("platform.pid")).doesNotExist();
    }

    @Test
    void belongs_to_one_platform_at_a_time() {
        Path folder = temp.resolve("data");
        try (DataFolder _ = DataFolder.open(folder, Kind.TRIAL)) {
            assertThatThrownBy(() -> DataFolder.open(folder, Kind.TRIAL)).hasMessageContaining("Another platform");
        }
        DataFolder.open(folder, Kind.TRIAL).close();
    }

    @Test
    void has_its_secrets_beside_it_made_once_and_for_the_owner_alone() throws Exception {
        try (DataFolder trial = DataFolder.open(temp.resolve("data"), Kind.TRIAL)) {
            PlatformSecrets.of(trial, trial.trialSecrets()).ensureKey("master");
            Path key = temp.resolve("data-secrets/master.key");
            String first = Files.readString(key);
            PlatformSecrets.of(trial, trial.trialSecrets()).ensureKey("master");

            assertThat(Files.readString(key)).isEqualTo(first);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void gets_no_new_secrets_when_its_own_are_gone() throws Exception {
        try (DataFolder trial = DataFolder.open(temp.resolve("data"), Kind.TRIAL)) {
            Files.createDirectories(trial.mongo());

            assertThatThrownBy(() -> PlatformSecrets.of(trial, trial.trialSecrets()))
                    .hasMessageContaining("are gone from");
        }
    }
}
