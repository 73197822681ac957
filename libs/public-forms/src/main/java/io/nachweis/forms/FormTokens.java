package io.nachweis.forms;

import io.nachweis.forms.admission.SignedTimestamps;
import io.nachweis.forms.admission.SignedTimestamps.SignedTimestamp;
import io.nachweis.policy.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Goes out with a form's definition and comes back with the sign-up: then the wordings shown were those we handed out, and
 * we know when.
 */
final class FormTokens {

    /** Where it comes back. */
    static final String FIELD = "formToken";

    private static final String KIND = "form";

    private final SignedTimestamps timestamps;

    FormTokens(SignedTimestamps timestamps) {
        this.timestamps = timestamps;
    }

    /** What a token proves. */
    record Shown(Set<String> wordings, Instant at) {

        boolean has(Wording wording) {
            return wordings.contains(name(wording));
        }
    }

    String issue(String controller, List<Wording> wordings, Instant now) {
        String names = wordings.stream().map(FormTokens::name).collect(Collectors.joining(" "));
        return timestamps.make(KIND, controller, "", new SignedTimestamp(now, names));
    }

    /** What the token proves that came with a form, if it is one of ours. */
    Optional<Shown> read(Fields fields, String controller) {
        return Optional.ofNullable(fields.one(FIELD))
                .flatMap(given -> timestamps.read(given, KIND, controller, ""))
                .map(stamp -> new Shown(Set.of(stamp.text().split(" ")), stamp.at()));
    }

    /** A text that was changed under its old id is another one. */
    private static String name(Wording wording) {
        return wording.id() + '#' + wording.sha256().substring(0, 16);
    }
}
