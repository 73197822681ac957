package io.nachweis.consent.notice;

import io.nachweis.policy.ControllerPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The privacy notice (Art. 13, 14 GDPR) of a policy in one language: what the policy says, in its order, and nothing that it
 * does not say. Each period is in the words of the rule that deletes.
 *
 * @param language as a language tag
 * @param sections the names of those that there is anything in
 * @param consents the purposes that need a consent
 */
record PrivacyNotice(
        ControllerPolicy policy,
        String language,
        List<Translation> translations,
        List<String> sections,
        String authority,
        List<Purpose> purposes,
        List<Category> categories,
        List<Recipient> recipients,
        List<OtherSystem> systems,
        List<OnBehalf> onBehalf,
        List<Way> ways,
        List<String> consents) {

    /** The same notice in another language. */
    record Translation(String language, String name) {}

    /** What has a name and a place on the page. */
    record Named(String id, String name) {}

    record Purpose(String id, String name, String basis, String channels) {}

    /**
     * @param basis of the fields that name none of their own
     * @param unconfirmed how long it is kept where nobody confirms
     * @param moves to the categories whose rule counts instead, each by when it does
     * @param keep null where nothing is kept on erasure
     */
    record Category(
            String id,
            String name,
            String basis,
            String source,
            List<Field> fields,
            boolean hasExceptions,
            List<Named> recipients,
            Keeping keeping,
            List<String> unconfirmed,
            List<Move> moves,
            @Nullable Keep keep) {}

    /** @param basis its own; empty where it is the category's */
    record Field(String name, String asked, String basis) {}

    /**
     * @param rules the steps of the rule
     * @param isEarliest whether several of them do the same, so that the earliest counts
     */
    record Keeping(List<String> rules, boolean isEarliest) {}

    record Move(String when, Named to) {}

    record Keep(String law, String why) {}

    /** @param consent the purpose that somebody has to agree to before; null where none is needed */
    record Recipient(
            String id,
            String name,
            String kind,
            String country,
            @Nullable String safeguard,
            @Nullable String consent) {}

    record OtherSystem(String id, String name, String what, String basis, List<Named> recipients, Keeping keeping) {}

    record OnBehalf(String id, String name, String what, String law) {}

    /**
     * By which requests and withdrawals come in.
     *
     * @param at null where its name says it
     * @param link null where there is nothing to follow
     */
    record Way(String name, @Nullable String at, @Nullable String link) {}

    static PrivacyNotice of(ControllerPolicy policy, NoticeWords words) {
        return new NoticeWriter(policy, words).write();
    }
}
