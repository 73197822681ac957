package io.nachweis.newsletter.signup;

import io.nachweis.policy.ControllerPolicy.Wording;
import io.nachweis.starter.guard.Stamps;
import io.nachweis.starter.guard.Stamps.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Goes out with a form's definition and comes back with the sign-up: then the wordings shown were those we handed out, and
 * we know when.
 */
@Component
class FormTokens {

    private static final String KIND = "form";

    private final Stamps stamps;

    FormTokens(Stamps stamps) {
        this.stamps = stamps;
    }

    /** What a token proves. */
    record Shown(Set<String> wordings, Instant at) {

        boolean has(Wording wording) {
            return wordings.contains(name(wording));
        }
    }

    String issue(String controller, List<Wording> wordings, Instant now) {
        String names = wordings.stream().map(FormTokens::name).collect(Collectors.joining(" "));
        return stamps.make(KIND, controller, "", new Stamp(now, names));
    }

    /** Empty where there is no token, or none of ours. */
    Optional<Shown> read(@Nullable String token, String controller) {
        return Optional.ofNullable(token)
                .flatMap(given -> stamps.read(given, KIND, controller, ""))
                .map(stamp -> new Shown(Set.of(stamp.text().split(" ")), stamp.at()));
    }

    /** A text that was changed under its old id is another one. */
    private static String name(Wording wording) {
        return wording.id() + '#' + wording.sha256().substring(0, 16);
    }
}
