package io.nachweis.consent.notice;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The policies that are shipped, those of other tests, and what becomes of one that is edited. */
final class PolicyFiles {

    static final Path IDM = Path.of("../deploy/controllers/idm.yaml");
    static final Path INTERACTIVE_MEDIA = Path.of("../deploy/controllers-interactive-media/interactive-media.yaml");

    static final List<Path> SHIPPED = List.of(IDM, INTERACTIVE_MEDIA);
    static final List<Path> ALL = List.of(
            IDM,
            INTERACTIVE_MEDIA,
            Path.of("../system-tests/src/test/resources/controllers/radverein.yaml"),
            Path.of("../newsletter-service/src/test/resources/controllers/muster.yaml"),
            Path.of("../lead-service/src/test/resources/controllers/muster.yaml"),
            Path.of("../libs/controller-policy/src/test/resources/good.yaml"));

    private PolicyFiles() {}

    /** IDM's, with what stands at the odd places replaced by what follows it. */
    static ControllerPolicy edited(Path folder, String... replacements) {
        try {
            String text = Files.readString(IDM);
            for (int i = 0; i < replacements.length; i += 2) {
                if (!text.contains(replacements[i])) {
                    throw new AssertionError("The policy does not say " + replacements[i]);
                }
                text = text.replace(replacements[i], replacements[i + 1]);
            }
            return Controllers.check(Files.writeString(folder.resolve("edited.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
