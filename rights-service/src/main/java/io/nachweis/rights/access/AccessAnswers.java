package io.nachweis.rights.access;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.rights.access.DisclosableData.Found;
import io.nachweis.rights.decision.Case;
import io.nachweis.starter.Sha256;
import io.nachweis.starter.client.CallFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts answers together, anew each time that one is fetched: a copy kept here would be one more place that holds the
 * person, to be erased and to be stolen, and it would be older than what is held. What was handed out is on record by its
 * hash.
 */
@Component
public class AccessAnswers {

    /** Less than the gateway waits for the next byte. */
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(500);

    private final DisclosableData disclosable;
    private final MessageSource messages;
    private final ObjectWriter json;

    AccessAnswers(DisclosableData disclosable, MessageSource messages, JsonMapper json) {
        this.disclosable = disclosable;
        this.messages = messages;
        this.json = json.writerWithDefaultPrettyPrinter()
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM);
    }

    /** Thrown where a service does not say what it holds, or not all of it: half an answer is none. */
    public static final class IncompleteAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private IncompleteAnswer() {
            super("A service does not say what it holds", null, false, false);
        }
    }

    /**
     * Writes the answer as it is read from the services, in memory that does not grow with it, and flushes it only where
     * it takes a while to see what may be told: then line breaks come first, which mean nothing (RFC 8259 §2).
     *
     * @return the SHA-256 of what was written, lower-case hexadecimal
     */
    public String write(Case request, ControllerPolicy policy, Locale locale, Instant now, OutputStream to)
            throws IOException {
        var out = new DigestOutputStream(to, Sha256.digest());
        try {
            Found found = disclosable.of(request, new LineBreaks(out));
            if (!found.missing().isEmpty()) {
                throw new IncompleteAnswer();
            }
            String note = messages.getMessage(request.isIdentified() ? "answer.all" : "answer.reach", null, locale);
            String source = messages.getMessage("answer.source", null, locale);
            json.writeValue(out, AccessAnswer.of(request, policy, found, note, source, locale, now));
        } catch (JacksonException | UncheckedIOException e) {
            switch (NestedExceptionUtils.getMostSpecificCause(e)) {
                case CallFailure _ -> throw new IncompleteAnswer();
                case IOException gone -> throw gone;
                default -> throw e;
            }
        }
        return Sha256.of(out.getMessageDigest());
    }

    /** One for every while. */
    private static final class LineBreaks implements Runnable {

        private final OutputStream out;
        private long last = System.nanoTime();

        LineBreaks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void run() {
            if (System.nanoTime() - last > LONGEST_SILENCE.toNanos()) {
                try {
                    out.write('\n');
                    out.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                last = System.nanoTime();
            }
        }
    }
}
