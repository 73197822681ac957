package io.nachweis.forms;

import io.nachweis.policy.ControllerPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The page that a browser goes on to: one that the controller named, never merely one that the request names. */
final class ReturnPage {

    /** Where one of several is asked for. */
    static final String FIELD = "returnTo";

    private ReturnPage() {}

    /** A page of the form, or of any where none was filled in; else the website. */
    static URI of(Asked what, Submission submission) {
        ControllerPolicy policy = submission.policy();
        return switch (what) {
            case Asked.ByForm asked ->
                wanted(asked.form().returnTo(), submission.fields())
                        .or(() -> asked.form().returnTo().stream().findFirst())
                        .orElse(policy.identity().website());
            case Asked.ForLink _ ->
                wanted(
                                policy.forms().values().stream()
                                        .flatMap(form -> form.returnTo().stream())
                                        .toList(),
                                submission.fields())
                        .orElse(policy.identity().website());
        };
    }

    private static Optional<URI> wanted(List<URI> pages, Fields fields) {
        String wanted = fields.one(FIELD);
        return pages.stream().filter(page -> page.toString().equals(wanted)).findFirst();
    }
}
