package io.nachweis.forms;

import io.nachweis.contracts.ProblemFormat;
import io.nachweis.contracts.Refusal;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.FormKind;
import io.nachweis.starter.idempotency.Repeatable;
import io.nachweis.starter.web.ClientAddress;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/**
 * The endpoint of a form that anybody may fill in: it says what is asked for, and the rest is done here, the same for
 * every form and every sender. JSON and scripts are answered in JSON; a browser's form goes on to a page of the controller,
 * or comes back as it was filled in, with what is wrong.
 */
public abstract class PublicForm {

    private final String kind;
    private final FormIntake intake;

    /** @param kind the name that such forms have in the log, which never changes */
    protected PublicForm(String kind, FormIntake intake) {
        this.kind = kind;
        this.intake = intake;
    }

    final String kind() {
        return kind;
    }

    /**
     * Says what is asked for, or refuses what the form does not take. MUST NOT do anything, nor look anything up. It is read
     * when it comes in and again when it is admitted: then what was looked at the first time is there, and nothing else.
     */
    protected abstract Asked read(Submission submission);

    /** The kind of the policy's forms that is taken here; null where that is no form of a policy, but only an address. */
    protected @Nullable FormKind formKind() {
        return null;
    }

    /** What somebody chooses beside what the form of the policy asks for. */
    protected List<Choice> choices(ControllerPolicy policy, Locale language) {
        return List.of();
    }

    /** The path that such forms of this controller are sent to. */
    final String action(ControllerPolicy policy) {
        var mapping =
                Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(getClass(), RequestMapping.class));
        return mapping.path()[0].replace("{controller}", policy.id());
    }

    // Who cannot take the answer is refused before anything is stored.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    final Accepted take(
            @PathVariable String controller,
            @RequestBody JsonNode body,
            ClientAddress client,
            Repeatable request,
            Locale reader) {
        Submission submission = intake.submission(controller, Fields.of(body), client, reader);
        Asked asked = read(submission);
        request.once(body, () -> intake.receive(kind, submission, asked));
        return Accepted.answer();
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    final ResponseEntity<?> take(
            @PathVariable String controller,
            @RequestBody MultiValueMap<String, String> posted,
            ClientAddress client,
            Repeatable request,
            Locale reader,
            @RequestHeader HttpHeaders headers) {
        return takeForm(controller, posted, client, request, reader, headers);
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    final ResponseEntity<?> take(
            @PathVariable String controller,
            HttpServletRequest posted,
            ClientAddress client,
            Repeatable request,
            Locale reader,
            @RequestHeader HttpHeaders headers)
            throws ServletException, IOException {
        return takeForm(controller, FormParts.read(posted.getParts()), client, request, reader, headers);
    }

    private ResponseEntity<?> takeForm(
            String controller,
            MultiValueMap<String, String> posted,
            ClientAddress client,
            Repeatable request,
            Locale reader,
            HttpHeaders headers) {
        Optional<ProblemFormat> preferred = ProblemFormat.preferredBy(headers.getFirst(HttpHeaders.ACCEPT));
        Submission submission = intake.submission(controller, Fields.of(posted), client, reader);
        try {
            Asked asked = read(submission);
            var next = ReturnPage.of(asked, submission);
            request.once(posted, () -> intake.receive(kind, submission, asked));
            return isScript(headers, preferred) ? Accepted.toScript() : Accepted.goOnTo(next);
        } catch (Refusal refusal) {
            throw preferred.equals(Optional.of(ProblemFormat.HTML)) && refusal.field() != null
                    ? new FormPage.Wanted(this, submission, refusal)
                    : refusal;
        }
    }

    /** To the script of a page, where a browser goes on to is of no use: it could not even read that (Fetch, 4.4). */
    private static boolean isScript(HttpHeaders headers, Optional<ProblemFormat> preferred) {
        String mode = headers.getFirst("Sec-Fetch-Mode");
        return mode == null ? preferred.equals(Optional.of(ProblemFormat.JSON)) : !mode.equals("navigate");
    }
}
