package io.nachweis.consent.desk;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.SubjectId;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.web.RequestFields;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** From addresses to pseudonyms. It looks nothing up, so it cannot tell who is known. */
@RestController
class LookupController {

    record Lookup(@Nullable List<@Nullable String> emails) {}

    record Found(String subject) {}

    private static final int MOST = 1000;

    private final SubjectIds subjects;

    LookupController(SubjectIds subjects) {
        this.subjects = subjects;
    }

    @PostMapping("/api/v1/{controller}/subjects/lookup")
    @PreAuthorize("hasAnyRole('privacy-desk', 'app')")
    List<Found> lookup(@PathVariable String controller, @RequestBody Lookup body) {
        List<@Nullable String> emails = body.emails();
        if (emails == null || emails.size() > MOST) {
            throw PlatformProblem.INVALID_FIELD.about("emails");
        }
        return IntStream.range(0, emails.size())
                .mapToObj(i -> subject(controller, emails.get(i), "emails[" + i + "]"))
                .map(subject -> new Found(subject.value()))
                .toList();
    }

    private SubjectId subject(String controller, @Nullable String email, String field) {
        return subjects.of(controller, RequestFields.email(email, field));
    }
}
