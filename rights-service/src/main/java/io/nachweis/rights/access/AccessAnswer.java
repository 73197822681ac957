package io.nachweis.rights.access;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.ControllerPolicy.LegalBasis;
import io.nachweis.policy.Retention;
import io.nachweis.rights.access.DisclosableData.Found;
import io.nachweis.rights.decision.Case;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Art. 15 GDPR, for people and for programs: what is held, what it is for and how long it stays, and what
 * else the person can ask.
 *
 * @param note what the answer does not contain, and why
 */
public record AccessAnswer(
        Controller controller,
        UUID request,
        Instant receivedAt,
        Instant asOf,
        String note,
        List<Purpose> purposes,
        List<Category> categories,
        Rights rights,
        List<HeldData> services) {

    record Controller(
            String name, List<String> address, @Nullable String phone, String email, URI privacyNotice) {}

    record Purpose(String id, String name, LegalBasis basis) {}

    /** @param source where such data is from (Art. 15(1)(g)) */
    record Category(
            String id,
            Set<String> fields,
            LegalBasis basis,
            String law,
            List<Retention.Step> retention,
            String source) {}

    record Rights(List<String> articles, Authority authority) {}

    record Authority(String name, List<String> address, String phone, String email, URI website) {

        static Authority of(ControllerPolicy policy, Locale locale) {
            var authority = policy.authority();
            return new Authority(
                    authority.name(locale),
                    authority.address(),
                    authority.phone(),
                    authority.email(),
                    authority.website());
        }
    }

    private static final List<String> ARTICLES = List.of(
            "Art. 7(3) GDPR",
            "Art. 16 GDPR",
            "Art. 17 GDPR",
            "Art. 18 GDPR",
            "Art. 20 GDPR",
            "Art. 21 GDPR",
            "Art. 77 GDPR");

    static AccessAnswer of(
            Case request,
            ControllerPolicy policy,
            Found found,
            String note,
            String source,
            Locale locale,
            Instant asOf) {
        var identity = policy.identity();
        return new AccessAnswer(
                new Controller(
                        identity.name(),
                        identity.address(),
                        identity.phone(),
                        identity.email(),
                        identity.privacyNotice()),
                request.id(),
                request.receivedAt(),
                asOf,
                note,
                policy.purposes().values().stream()
                        .map(purpose -> new Purpose(purpose.id(), purpose.name(locale), purpose.basis()))
                        .toList(),
                policy.categories().values().stream()
                        .filter(category -> found.categories().contains(category.id()))
                        .map(category -> category(category, source))
                        .toList(),
                new Rights(ARTICLES, Authority.of(policy, locale)),
                found.parts());
    }

    private static Category category(DataCategoryRule rule, String source) {
        return new Category(
                rule.id(),
                rule.fields(),
                rule.basis(),
                rule.law(),
                rule.retention().steps(),
                source);
    }
}
