package io.nachweis.rights.mail;

import static java.util.Objects.requireNonNull;

import io.nachweis.forms.admission.MailCodes;
import io.nachweis.mail.Letter;
import io.nachweis.mail.Moments;
import io.nachweis.mail.Template;
import io.nachweis.mail.Template.Gap;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Authority;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.link.RequestTickets;
import io.nachweis.starter.Sha256;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Composes the mails of rights-service from templates, from facts of the controller, and from what the desk gives as
 * its reason.
 */
@Component
class MailComposer {

    /** The category of what proves consents that were withdrawn. */
    private static final String EVIDENCE = "consent-records";

    private final RequestTickets tickets;
    private final MailCodes codes;
    private final ErasureSummary erasures;
    private final MessageSource messages;

    MailComposer(RequestTickets tickets, MailCodes codes, ErasureSummary erasures, MessageSource messages) {
        this.tickets = tickets;
        this.codes = codes;
        this.erasures = erasures;
        this.messages = messages;
    }

    /**
     * That it came in, until when it is answered, and the way to show that one reads the mailbox. That a withdrawal holds
     * since then, and the way to undo it: it is answered with its receipt.
     */
    Letter receipt(ControllerPolicy policy, Case request) {
        return write(request.isWithdrawal() ? "withdrawal/2" : "receipt/2", policy, request, request.receivedAt());
    }

    /** @param at when it is written */
    Letter answer(ControllerPolicy policy, Case request, Instant at) {
        return switch (requireNonNull(request.outcome())) {
            case DATA_READY -> write("data-ready/2", policy, request, at);
            case NOTHING_HELD -> write("nothing-held/2", policy, request, at);
            case ERASED -> write("erased/4", policy, request, at);
            case WITHDRAWN -> receipt(policy, request);
        };
    }

    /** With the reason and the remedies (Art. 12(4) GDPR). */
    Letter refusal(ControllerPolicy policy, Case request) {
        return write("refusal/2", policy, request, request.receivedAt());
    }

    Letter extension(ControllerPolicy policy, Case request) {
        return write("extension/2", policy, request, request.receivedAt());
    }

    /** That nobody proved the mailbox in time, and so nothing came of it; with the remedies (Art. 12(4) GDPR). */
    Letter lapse(ControllerPolicy policy, Case request) {
        return write("lapse/1", policy, request, request.receivedAt());
    }

    private Letter write(String name, ControllerPolicy policy, Case request, Instant at) {
        Locale locale = policy.language(request.locale());
        var template = Template.of("rights", name, locale);
        Map<String, String> words = Template.words(policy);
        words.put("right", messages.getMessage("kind." + request.kind().name().toLowerCase(Locale.ROOT), null, locale));
        words.put("received", Moments.say(request.receivedAt(), policy.zone(), locale));
        words.put("due", Moments.day(request.deadline().on(), locale));
        words.put("reason", request.reason() == null ? "" : toldIn(request));
        words.put(
                "until",
                policy.end(EVIDENCE, Map.of(Trigger.WITHDRAWAL, request.receivedAt()))
                        .map(due -> Moments.day(due.on(), locale))
                        .orElse(""));
        words.put("authority", address(policy.authority(), locale));
        words.put("outcome", erasures.say(policy, request, locale, at));
        String ticket = tickets.issue(policy.id(), request.id());
        String code = codes.of(policy.id(), request.id().toString());
        var gaps = new TreeMap<String, Gap>();
        gaps.put("link", Gap.link(ticket, each -> tickets.address(policy.id(), each)));
        gaps.put("code", new Gap(code, Sha256.of(ticket + code)));
        return template.write(words, gaps);
    }

    private static String toldIn(Case request) {
        String reason = requireNonNull(request.reason()).orNull();
        return reason == null ? "" : reason;
    }

    private static String address(Authority authority, Locale locale) {
        return String.join(
                "\n",
                Stream.of(
                                Stream.of(authority.name(locale)),
                                authority.address().stream(),
                                Stream.of(
                                        authority.phone(),
                                        authority.email(),
                                        authority.website().toString()))
                        .flatMap(lines -> lines)
                        .toList());
    }
}
