package io.nachweis.newsletter.signup;

import io.nachweis.newsletter.link.Sha256;
import io.nachweis.policy.ControllerPolicy.Wording;
import io.nachweis.starter.MailTokens;
import io.nachweis.starter.MailTokens.MailToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Goes out with a form's definition and comes back with the sign-up: then the wording shown was the one we handed out. */
@Component
class FormTokens {

    private static final String KIND = "form";
    private static final UUID NO_ENTRY = new UUID(0, 0);

    private final MailTokens tokens;

    FormTokens(MailTokens tokens) {
        this.tokens = tokens;
    }

    String issue(String controller, Wording wording) {
        return tokens.issue(new MailToken(KIND, controller, name(wording), NO_ENTRY));
    }

    boolean proves(@Nullable String token, String controller, Wording wording) {
        return token != null
                && tokens.verify(token, KIND, controller)
                        .filter(known -> known.stream().equals(name(wording)))
                        .isPresent();
    }

    /** The first half of the hash that the wording is known by. */
    private static UUID name(Wording wording) {
        String hash = Sha256.of(wording.id() + '\n' + wording.sha256());
        return new UUID(Long.parseUnsignedLong(hash, 0, 16, 16), Long.parseUnsignedLong(hash, 16, 32, 16));
    }
}
