package io.nachweis.newsletter.signup;

import io.nachweis.newsletter.link.Sha256;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.Wording;
import io.nachweis.starter.MailTokens;
import io.nachweis.starter.MailTokens.MailToken;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Goes out with a form's definition and comes back with the sign-up: then the wordings shown were those we handed out. */
@Component
class FormTokens {

    private static final String KIND = "form";
    private static final UUID NO_ENTRY = new UUID(0, 0);

    private final MailTokens tokens;

    FormTokens(MailTokens tokens) {
        this.tokens = tokens;
    }

    String issue(String controller, List<Wording> wordings) {
        return tokens.issue(new MailToken(KIND, controller, name(wordings), NO_ENTRY));
    }

    /** As long as the form offers what it offered then. */
    boolean proves(@Nullable String token, String controller, Form form, Wording wording) {
        List<Wording> offered = form.current(wording.locale());
        return token != null
                && offered.contains(wording)
                && tokens.verify(token, KIND, controller)
                        .filter(known -> known.stream().equals(name(offered)))
                        .isPresent();
    }

    /** The first half of the hash that the wordings are known by. */
    private static UUID name(List<Wording> wordings) {
        String hash = Sha256.of(wordings.stream()
                .map(wording -> wording.id() + '\n' + wording.sha256())
                .collect(Collectors.joining("\n")));
        return new UUID(Long.parseUnsignedLong(hash, 0, 16, 16), Long.parseUnsignedLong(hash, 16, 32, 16));
    }
}
