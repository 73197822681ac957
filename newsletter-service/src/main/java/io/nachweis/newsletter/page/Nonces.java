package io.nachweis.newsletter.page;

import io.nachweis.starter.guard.Stamps;
import io.nachweis.starter.guard.Stamps.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Each showing of a page has its own: who answers without one has not looked at the page, or too long ago. */
@Component
class Nonces {

    private static final String KIND = "page";
    private static final Duration VALID = Duration.ofHours(1);

    private final Stamps stamps;

    Nonces(Stamps stamps) {
        this.stamps = stamps;
    }

    Page into(Page page, Visit visit, Instant now) {
        return page.withNonce(stamps.make(KIND, visit.policy().id(), visit.token(), new Stamp(now, "")));
    }

    /** Whether the page of this visit was shown, not too long ago, and for as long as its policy wants it read. */
    boolean fits(@Nullable String nonce, Visit visit, Instant now) {
        return Optional.ofNullable(nonce)
                .flatMap(given -> stamps.read(given, KIND, visit.policy().id(), visit.token()))
                .map(Stamp::at)
                .filter(shown -> now.isBefore(shown.plus(VALID)))
                .filter(shown -> !now.isBefore(shown.plus(visit.minimumReading())))
                .isPresent();
    }
}
