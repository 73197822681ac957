package io.nachweis.forms;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A form came in: on record before anything was looked up about whom it is about. What it was filled in with has a key of
 * its own, which ends as soon as the form is admitted or dropped; until then it belongs to its person as all else does.
 *
 * @param kind of form, as its endpoint has it
 * @param mayMail whether a mail about it may go out, as far as what came along with it says
 */
@EntryType(FormReceived.TYPE)
public record FormReceived(
        UUID form,
        String controller,
        String kind,
        String category,

        @DataCategory(byComponent = "category", perCase = "form", newKey = true)
        SubjectId subject,

        @DataCategory(byComponent = "category", perCase = "form", newKey = true)
        Personal<Content> content,

        boolean mayMail,
        Instant receivedAt) {

    static final String TYPE = "form.received.v1";

    /**
     * @param fields those that the form asks for, as they were posted
     * @param ip of who posted it
     * @param reader the language of their browser
     */
    public record Content(Map<String, List<String>> fields, String ip, String reader) {

        public Content {
            fields = Map.copyOf(fields);
        }

        /** Never what it says: it must not reach a log by accident. */
        @Override
        public String toString() {
            return "Content[…]";
        }
    }
}
