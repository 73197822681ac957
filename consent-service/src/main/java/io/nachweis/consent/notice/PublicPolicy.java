package io.nachweis.consent.notice;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Company;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.ControllerPolicy.Identity;
import io.nachweis.policy.ControllerPolicy.KeepOnErasure;
import io.nachweis.policy.ControllerPolicy.Officer;
import io.nachweis.policy.Explanation;
import io.nachweis.policy.Form;
import io.nachweis.policy.Retention;
import io.nachweis.policy.Retention.Step;
import java.net.URI;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may read of a policy: what it promises to people, and not how it is carried out. Texts are by language tag.
 * Whatever is a component here is published.
 */
record PublicPolicy(
        String id,
        String version,
        List<String> languages,
        ZoneId zone,
        Identity identity,
        List<Company> group,
        @Nullable Officer officer,
        Authority authority,
        List<Purpose> purposes,
        List<Category> categories,
        List<Recipient> recipients,
        List<Intake> intake,
        List<OtherSystem> systems,
        List<OnBehalf> onBehalf) {

    record Authority(Map<String, String> name, List<String> address, String phone, String email, URI website) {}

    record Purpose(String id, Map<String, String> name, String basis, List<String> channels) {}

    /** @param unconfirmed what ends what nobody confirmed, by form */
    record Category(
            String id,
            Map<String, String> name,
            List<Field> fields,
            String basis,
            String law,
            String source,
            List<String> recipients,
            List<Rule> retention,
            List<Unconfirmed> unconfirmed,
            List<Move> moves,
            @Nullable Keep keepOnErasure) {}

    record Field(String field, boolean optional, String basis, String law) {}

    record Rule(String after, Period period, String from, String bound, String action) {

        static Rule of(Step step) {
            return new Rule(
                    Explanation.key(step.after()),
                    step.period(),
                    Explanation.key(step.from()),
                    Explanation.key(step.bound()),
                    Explanation.key(step.action()));
        }

        static List<Rule> stepsOf(Retention retention) {
            return retention.steps().stream().map(Rule::of).toList();
        }
    }

    record Unconfirmed(String form, String kind, Rule rule) {

        static Stream<Unconfirmed> of(Form form) {
            return form.endOfUnconfirmed().stream()
                    .map(step -> new Unconfirmed(form.id(), Explanation.key(form.kind()), Rule.of(step)));
        }
    }

    record Move(String when, String to) {}

    record Keep(String law, Map<String, String> why) {

        static @Nullable Keep of(@Nullable KeepOnErasure keep) {
            return keep == null ? null : new Keep(keep.law(), texts(keep.why()));
        }
    }

    record Recipient(
            String id,
            Map<String, String> name,
            String kind,
            String country,
            @Nullable String consent,
            @Nullable String safeguard) {}

    record Intake(String channel, String at) {}

    record OtherSystem(
            String id,
            Map<String, String> name,
            Map<String, String> what,
            String basis,
            String law,
            List<String> recipients,
            List<Rule> retention) {}

    record OnBehalf(String id, Map<String, String> name, Map<String, String> what, String law) {}

    static PublicPolicy of(ControllerPolicy policy) {
        var authority = policy.authority();
        return new PublicPolicy(
                policy.id(),
                policy.version(),
                policy.languages().stream().map(Locale::toLanguageTag).toList(),
                policy.zone(),
                policy.identity(),
                List.copyOf(policy.group().values()),
                policy.officer(),
                new Authority(
                        texts(authority.name()),
                        authority.address(),
                        authority.phone(),
                        authority.email(),
                        authority.website()),
                policy.purposes().values().stream().map(PublicPolicy::purpose).toList(),
                policy.categories().values().stream()
                        .map(rule -> category(rule, policy))
                        .toList(),
                policy.recipients().values().stream()
                        .map(PublicPolicy::recipient)
                        .toList(),
                policy.intake().stream()
                        .map(way -> new Intake(Explanation.key(way.channel()), way.at()))
                        .toList(),
                policy.systems().values().stream().map(PublicPolicy::system).toList(),
                policy.onBehalf().values().stream()
                        .map(each -> new OnBehalf(each.id(), texts(each.name()), texts(each.what()), each.law()))
                        .toList());
    }

    private static Purpose purpose(ControllerPolicy.Purpose purpose) {
        return new Purpose(
                purpose.id(), texts(purpose.name()), Explanation.key(purpose.basis()), keys(purpose.channels()));
    }

    private static Category category(DataCategoryRule rule, ControllerPolicy policy) {
        return new Category(
                rule.id(),
                texts(rule.name()),
                rule.fields().stream().map(field -> field(field, rule)).toList(),
                Explanation.key(rule.basis()),
                rule.law(),
                Explanation.key(rule.source()),
                List.copyOf(rule.recipients()),
                Rule.stepsOf(rule.retention()),
                policy.formsWith(rule.id()).flatMap(Unconfirmed::of).toList(),
                rule.moves().stream()
                        .map(move -> new Move(Explanation.key(move.when()), move.to()))
                        .toList(),
                Keep.of(rule.keepOnErasure()));
    }

    private static Field field(String field, DataCategoryRule rule) {
        var basis = rule.basisOf(field);
        return new Field(field, rule.optional().contains(field), Explanation.key(basis.basis()), basis.law());
    }

    private static Recipient recipient(ControllerPolicy.Recipient recipient) {
        return new Recipient(
                recipient.id(),
                texts(recipient.name()),
                Explanation.key(recipient.kind()),
                recipient.country(),
                recipient.consent(),
                Optional.ofNullable(recipient.safeguard()).map(Explanation::key).orElse(null));
    }

    private static OtherSystem system(ControllerPolicy.OtherSystem system) {
        return new OtherSystem(
                system.id(),
                texts(system.name()),
                texts(system.what()),
                Explanation.key(system.basis()),
                system.law(),
                List.copyOf(system.recipients()),
                Rule.stepsOf(system.retention()));
    }

    private static List<String> keys(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Explanation::key).toList();
    }

    private static Map<String, String> texts(Map<Locale, String> texts) {
        var byTag = new LinkedHashMap<String, String>();
        texts.forEach((language, text) -> byTag.put(language.toLanguageTag(), text));
        return byTag;
    }
}
