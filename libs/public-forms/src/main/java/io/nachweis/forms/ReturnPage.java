package io.nachweis.forms;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The page that a browser goes on to: one that the controller named, never merely one that the request names. */
final class ReturnPage {

    private ReturnPage() {}

    static URI of(Form form, Fields fields, ControllerPolicy policy) {
        return wanted(form.returnTo(), fields)
                .or(() -> form.returnTo().stream().findFirst())
                .orElse(policy.identity().website());
    }

    /** After what is no form of the policy: a page of any form, or the website. */
    static URI of(Fields fields, ControllerPolicy policy) {
        List<URI> pages = policy.forms().values().stream()
                .flatMap(form -> form.returnTo().stream())
                .toList();
        return wanted(pages, fields).orElse(policy.identity().website());
    }

    private static Optional<URI> wanted(List<URI> pages, Fields fields) {
        String wanted = fields.one("returnTo");
        return pages.stream().filter(page -> page.toString().equals(wanted)).findFirst();
    }
}
