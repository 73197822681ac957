package io.nachweis.lead.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Refusal;
import io.nachweis.policy.ControllerPolicy.Document;
import io.nachweis.policy.Controllers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFilesTest {

    private static final Path CONTROLLERS = Path.of("src/test/resources/controllers");

    @TempDir
    private Path folder;

    private final Controllers controllers = Controllers.load(CONTROLLERS);
    private final Document guide = controllers
            .find("muster")
            .flatMap(policy -> policy.document("guide"))
            .orElseThrow();

    @BeforeEach
    void put_the_files_where_the_policies_say() throws IOException {
        Files.createDirectories(file().getParent());
        Files.copy(CONTROLLERS.resolve(guide.file()), file());
    }

    @Test
    void are_handed_out_as_they_were_registered() throws IOException {
        assertThat(new DocumentFiles(folder, controllers).of(guide).getContentAsByteArray())
                .isEqualTo(Files.readAllBytes(file()));
    }

    @Test
    void hinder_the_start_when_one_is_another_than_its_policy_says() throws IOException {
        Files.writeString(file(), "Something else");

        assertThatThrownBy(() -> new DocumentFiles(folder, controllers))
                .hasMessage("muster: documents.guide: there is no file documents/muster/guide-2.txt with this sha256; "
                        + "zweite: documents.guide: there is no file documents/muster/guide-2.txt with this sha256");
    }

    @Test
    void hinder_the_start_when_one_is_not_there() throws IOException {
        Files.delete(file());

        assertThatThrownBy(() -> new DocumentFiles(folder, controllers)).hasMessageContaining("documents.guide");
    }

    @Test
    void are_not_available_when_they_go_away_later() throws IOException {
        var files = new DocumentFiles(folder, controllers);
        Files.delete(file());

        assertThatThrownBy(() -> files.of(guide))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::problem)
                .isEqualTo(PlatformProblem.UNAVAILABLE);
    }

    private Path file() {
        return folder.resolve(guide.file());
    }
}
