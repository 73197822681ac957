package io.nachweis.consent.notice;

import static java.util.stream.Collectors.joining;

import io.nachweis.consent.notice.PrivacyNotice.Category;
import io.nachweis.consent.notice.PrivacyNotice.Field;
import io.nachweis.consent.notice.PrivacyNotice.Keep;
import io.nachweis.consent.notice.PrivacyNotice.Keeping;
import io.nachweis.consent.notice.PrivacyNotice.Move;
import io.nachweis.consent.notice.PrivacyNotice.Named;
import io.nachweis.consent.notice.PrivacyNotice.OnBehalf;
import io.nachweis.consent.notice.PrivacyNotice.OtherSystem;
import io.nachweis.consent.notice.PrivacyNotice.Purpose;
import io.nachweis.consent.notice.PrivacyNotice.Recipient;
import io.nachweis.consent.notice.PrivacyNotice.Translation;
import io.nachweis.consent.notice.PrivacyNotice.Way;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Basis;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.ControllerPolicy.LegalBasis;
import io.nachweis.policy.Explanation;
import io.nachweis.policy.Form;
import io.nachweis.policy.Retention;
import io.nachweis.policy.Retention.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the policy into words: what it says, in its order, and nothing that it does not say. */
record NoticeWriter(ControllerPolicy policy, NoticeWords words) {

    /** Whether somebody has to give a field (Art. 13(2)(e) GDPR). */
    private enum Asked {
        REQUIRED,
        VOLUNTARY,
        /** No form asks for it. */
        NOT_ASKED
    }

    PrivacyNotice write() {
        return new PrivacyNotice(
                policy,
                words.language().toLanguageTag(),
                policy.languages().stream()
                        .filter(language -> !language.equals(words.language()))
                        .map(NoticeWriter::translation)
                        .toList(),
                sections(),
                policy.authority().name(words.language()),
                policy.purposes().values().stream().map(this::purpose).toList(),
                policy.categories().values().stream().map(this::category).toList(),
                policy.recipients().values().stream().map(this::recipient).toList(),
                policy.systems().values().stream().map(this::system).toList(),
                policy.onBehalf().values().stream().map(this::onBehalf).toList(),
                policy.intake().stream().map(this::way).toList(),
                consents());
    }

    private static Translation translation(Locale language) {
        return new Translation(language.toLanguageTag(), language.getDisplayName(language));
    }

    private List<String> sections() {
        var sections = new ArrayList<>(List.of("controller", "purposes", "categories"));
        addUnless(policy.recipients().isEmpty(), "recipients", sections);
        addUnless(policy.systems().isEmpty(), "systems", sections);
        addUnless(policy.onBehalf().isEmpty(), "on-behalf", sections);
        sections.add("rights");
        addUnless(consents().isEmpty(), "withdrawal", sections);
        sections.add("authority");
        return List.copyOf(sections);
    }

    private static void addUnless(boolean isEmpty, String section, List<String> sections) {
        if (!isEmpty) {
            sections.add(section);
        }
    }

    private Purpose purpose(ControllerPolicy.Purpose purpose) {
        return new Purpose(
                purpose.id(),
                purpose.name(words.language()),
                words.name("basis", purpose.basis()) + ", " + words.name("article", purpose.basis()),
                purpose.channels().stream()
                        .map(channel -> words.name("channel", channel))
                        .collect(joining(", ")));
    }

    private List<String> consents() {
        return policy.purposes().values().stream()
                .filter(purpose -> purpose.basis() == LegalBasis.CONSENT)
                .map(purpose -> purpose.name(words.language()))
                .toList();
    }

    private Category category(DataCategoryRule rule) {
        return new Category(
                rule.id(),
                rule.name(words.language()),
                basis(new Basis(rule.basis(), rule.law())),
                words.name("source", rule.source()),
                rule.fields().stream().map(field -> field(field, rule)).toList(),
                !rule.exceptions().isEmpty(),
                recipients(rule.recipients()),
                keeping(rule.retention()),
                policy.formsWith(rule.id())
                        .flatMap(this::unconfirmed)
                        .distinct()
                        .toList(),
                rule.moves().stream().map(this::move).toList(),
                keep(rule.keepOnErasure()));
    }

    private Field field(String field, DataCategoryRule rule) {
        List<Form.Field> inForms = policy.formsWith(rule.id())
                .flatMap(form -> Stream.ofNullable(form.fields().get(field)))
                .toList();
        String name = inForms.stream()
                .findFirst()
                .map(asked -> asked.label(words.language()))
                .orElseGet(() -> words.field(field));
        return new Field(
                name,
                words.name("asked", asked(rule.optional().contains(field), inForms)),
                rule.exceptions().containsKey(field) ? basis(rule.basisOf(field)) : "");
    }

    private static Asked asked(boolean isOptional, List<Form.Field> inForms) {
        if (isOptional) {
            return Asked.VOLUNTARY;
        }
        return inForms.isEmpty()
                ? Asked.NOT_ASKED
                : inForms.stream().anyMatch(Form.Field::required) ? Asked.REQUIRED : Asked.VOLUNTARY;
    }

    private Stream<String> unconfirmed(Form form) {
        return form.endOfUnconfirmed().stream()
                .map(step -> words.say("unconfirmed." + key(form), step.inWords(words.language())));
    }

    private static String key(Form form) {
        return Explanation.key(form.kind());
    }

    private Move move(ControllerPolicy.Move move) {
        String name =
                policy.category(move.to()).map(to -> to.name(words.language())).orElse(move.to());
        return new Move(words.name("move", move.when()), new Named(move.to(), name));
    }

    private @Nullable Keep keep(ControllerPolicy.@Nullable KeepOnErasure keep) {
        return keep == null ? null : new Keep(keep.law(), keep.why(words.language()));
    }

    private Keeping keeping(Retention retention) {
        List<Step> steps = retention.steps();
        return new Keeping(
                steps.stream().map(step -> step.inWords(words.language())).toList(),
                steps.stream().map(Step::action).distinct().count() < steps.size());
    }

    private Recipient recipient(ControllerPolicy.Recipient recipient) {
        var safeguard = recipient.safeguard();
        return new Recipient(
                recipient.id(),
                recipient.name(words.language()),
                words.name("kind", recipient.kind()),
                words.country(recipient.country()),
                safeguard == null ? null : words.name("safeguard", safeguard),
                Optional.ofNullable(recipient.consent())
                        .flatMap(policy::purpose)
                        .map(purpose -> purpose.name(words.language()))
                        .orElse(null));
    }

    private List<Named> recipients(Set<String> ids) {
        return ids.stream()
                .flatMap(id -> Stream.ofNullable(policy.recipients().get(id)))
                .map(recipient -> new Named(recipient.id(), recipient.name(words.language())))
                .toList();
    }

    private OtherSystem system(ControllerPolicy.OtherSystem system) {
        return new OtherSystem(
                system.id(),
                system.name(words.language()),
                system.what(words.language()),
                basis(new Basis(system.basis(), system.law())),
                recipients(system.recipients()),
                keeping(system.retention()));
    }

    private OnBehalf onBehalf(ControllerPolicy.OnBehalf processing) {
        return new OnBehalf(
                processing.id(),
                processing.name(words.language()),
                processing.what(words.language()),
                processing.law());
    }

    /** Of a form a policy says its id, and of a link where it is, in one language. */
    private Way way(ControllerPolicy.Intake intake) {
        String website = policy.identity().website().toString();
        String name = words.name("way", intake.channel());
        return switch (intake.channel()) {
            case EMAIL -> new Way(name, intake.at(), "mailto:" + intake.at());
            case PHONE, POST -> new Way(name, intake.at(), null);
            case FORM -> new Way(name, website, website);
            case LINK -> new Way(name, null, null);
        };
    }

    private String basis(Basis basis) {
        return words.name("basis", basis.basis()) + ", " + basis.law();
    }
}
