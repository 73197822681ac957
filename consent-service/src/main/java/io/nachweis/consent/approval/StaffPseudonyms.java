package io.nachweis.consent.approval;

import static io.nachweis.contracts.MacKey.part;

import io.nachweis.contracts.MacKey;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.starter.Secrets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Names a member of staff in one approval and in no other one: HMAC-SHA-256 of the approval and of the token's {@code sub}
 * under the controller's secret. Two of one approval are the same if and only if the person is; whoever has the secret and
 * the {@code sub} can tell whose one is, and nobody else.
 */
@Component
class StaffPseudonyms {

    private final Secrets secrets;

    StaffPseudonyms(Secrets secrets) {
        this.secrets = secrets;
    }

    /** A token that does not say whose it is approves nothing. */
    String of(JwtAuthenticationToken caller, String controller, UUID approval) {
        String sub =
                Optional.ofNullable(caller.getToken().getSubject()).orElseThrow(PlatformProblem.FORBIDDEN::refusal);
        byte[] mac = new MacKey(secrets.key("subject-" + controller))
                .mac(part("nachweis/approval"), part(controller), part(approval.toString()), part(sub));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
