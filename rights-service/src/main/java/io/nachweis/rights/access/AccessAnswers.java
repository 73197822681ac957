package io.nachweis.rights.access;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.rights.access.DisclosableData.Found;
import io.nachweis.rights.decision.Case;
import io.nachweis.starter.Sha256;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts answers together, anew each time that one is fetched: a copy kept here would be one more place that holds the
 * person, to be erased and to be stolen, and it would be older than what is held. What was handed out is on record by its
 * hash.
 */
@Component
public class AccessAnswers {

    private final DisclosableData disclosable;
    private final MessageSource messages;
    private final JsonMapper json;

    AccessAnswers(DisclosableData disclosable, MessageSource messages, JsonMapper json) {
        this.disclosable = disclosable;
        this.messages = messages;
        this.json = json;
    }

    public record AnswerDocument(String json, String sha256) {}

    /** Empty while a service does not say what it holds: half an answer is none. */
    public Optional<AnswerDocument> write(Case request, ControllerPolicy policy, Locale locale, Instant now) {
        Found found = disclosable.of(request);
        if (!found.missing().isEmpty()) {
            return Optional.empty();
        }
        String note = messages.getMessage(request.isIdentified() ? "answer.all" : "answer.reach", null, locale);
        String source = messages.getMessage("answer.source", null, locale);
        String answer = AccessAnswer.of(request, policy, found, note, source, locale, now)
                .json(json);
        return Optional.of(new AnswerDocument(answer, Sha256.of(answer)));
    }
}
