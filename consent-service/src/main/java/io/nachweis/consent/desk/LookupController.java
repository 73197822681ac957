package io.nachweis.consent.desk;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.SubjectId;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.web.RequestFields;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** From addresses to pseudonyms. It looks nothing up, so it cannot tell who is known; so many for each client. */
@RestController
class LookupController {

    record Lookup(@Nullable List<@Nullable String> emails) {}

    record Found(String subject) {}

    private static final int MOST = 1000;

    private final SubjectIds subjects;
    private final LookupQuota quota;

    LookupController(SubjectIds subjects, LookupQuota quota) {
        this.subjects = subjects;
        this.quota = quota;
    }

    @PostMapping(value = "/api/v1/{controller}/subjects/lookup", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAnyRole('privacy-desk', 'app')")
    List<Found> lookup(
            @PathVariable String controller,
            @RequestBody Lookup body,
            Authentication client,
            HttpServletResponse response) {
        List<@Nullable String> emails = body.emails();
        if (emails == null || emails.size() > MOST) {
            throw PlatformProblem.INVALID_FIELD.about("emails");
        }
        quota.take(client.getName(), emails.size()).ifPresent(wait -> {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
            throw DeskProblem.LOOKUP_QUOTA_REACHED.refusal();
        });
        return IntStream.range(0, emails.size())
                .mapToObj(i -> subject(controller, emails.get(i), "emails[" + i + "]"))
                .map(subject -> new Found(subject.value()))
                .toList();
    }

    private SubjectId subject(String controller, @Nullable String email, String field) {
        return subjects.of(controller, RequestFields.email(email, field));
    }
}
