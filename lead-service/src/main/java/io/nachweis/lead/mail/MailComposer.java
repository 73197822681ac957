package io.nachweis.lead.mail;

import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryReceived;
import io.nachweis.lead.link.DownloadTickets;
import io.nachweis.mail.Letter;
import io.nachweis.mail.Moments;
import io.nachweis.mail.Template;
import io.nachweis.mail.Template.Gap;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Document;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Composes the mails of lead-service from templates and from facts of the controller. Nothing that somebody typed into
 * a public form ever stands in one.
 */
@Component
class MailComposer {

    private static final String SERVICE = "lead";

    private final DownloadTickets tickets;

    MailComposer(DownloadTickets tickets) {
        this.tickets = tickets;
    }

    /** Brings the way to the document. */
    Letter ticket(ControllerPolicy policy, Document document, DownloadRequested request) {
        var template = template("ticket/2", policy, request.language());
        var words = Template.words(policy);
        words.put("title", document.title(template.locale()));
        words.put("until", Moments.say(request.ticketUntil(), policy.zone(), template.locale()));
        words.put("purge", Moments.say(request.purgeAt(), policy.zone(), template.locale()));
        String ticket = tickets.issue(policy.id(), request.download());
        return template.write(words, Map.of("link", Gap.link(ticket, token -> tickets.address(policy.id(), token))));
    }

    /** Says that a question arrived, not what it was: it may have come from somebody else. */
    Letter receipt(ControllerPolicy policy, EnquiryReceived enquiry) {
        var template = template("receipt/2", policy, enquiry.language());
        var words = Template.words(policy);
        words.put("received", Moments.say(enquiry.receivedAt(), policy.zone(), template.locale()));
        words.put("reference", enquiry.enquiry().toString());
        return template.write(words, Map.of());
    }

    /** @param text as the desk wrote it */
    Letter answer(ControllerPolicy policy, EnquiryReceived enquiry, String text) {
        var template = template("answer/1", policy, enquiry.language());
        var words = Template.words(policy);
        words.put("received", Moments.say(enquiry.receivedAt(), policy.zone(), template.locale()));
        words.put("reference", enquiry.enquiry().toString());
        words.put("answer", text);
        return template.write(words, Map.of());
    }

    private static Template template(String name, ControllerPolicy policy, String language) {
        return Template.of(SERVICE, name, policy.language(language));
    }
}
