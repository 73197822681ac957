package io.nachweis.forms.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.mail.Draft;
import io.nachweis.mail.SendingWindow;
import io.nachweis.policy.FormGuard;
import io.nachweis.policy.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Postpones mails that a stranger could have asked for: of one domain, so that a company is not flooded, and of one form.
 * None of them is left out, so that nobody can silence a company by asking first.
 */
final class DomainAndFormWindow implements SendingWindow {

    private final RateLimits limits;
    private final Pseudonyms pseudonyms;

    DomainAndFormWindow(RateLimits limits, Pseudonyms pseudonyms) {
        this.limits = limits;
        this.pseudonyms = pseudonyms;
    }

    private record Window(String key, List<Limit> limits) {}

    @Override
    public Optional<Instant> opensAt(Draft mail, String messageId, Instant now) {
        UUID id = UUID.nameUUIDFromBytes(messageId.getBytes(UTF_8));
        return windows(mail)
                .filter(window -> !limits.take(window.key(), window.limits(), now, id))
                .findFirst()
                .map(window -> limits.opensAt(window.key(), window.limits(), now));
    }

    private Stream<Window> windows(Draft mail) {
        String form = mail.form();
        if (form == null) {
            return Stream.empty();
        }
        String normalised = mail.recipient().normalised();
        String domain = normalised.substring(normalised.lastIndexOf('@') + 1);
        var perDomain = new Window(
                pseudonyms.of("domain", domain), mail.policy().mails().perDomain());
        var perForm = new Window(
                pseudonyms.of("form", mail.policy().id(), form),
                mail.policy()
                        .form(form)
                        .map(known -> known.guard())
                        .map(FormGuard::perForm)
                        .orElse(List.of()));
        return MailProviders.includes(domain) ? Stream.of(perForm) : Stream.of(perDomain, perForm);
    }
}
