package io.nachweis.policy;

import io.nachweis.policy.ControllerPolicy.Authority;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.ControllerPolicy.Document;
import io.nachweis.policy.ControllerPolicy.Field;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.ControllerPolicy.Identity;
import io.nachweis.policy.ControllerPolicy.KeepOnErasure;
import io.nachweis.policy.ControllerPolicy.LegalBasis;
import io.nachweis.policy.ControllerPolicy.Purpose;
import io.nachweis.policy.ControllerPolicy.Trigger;
import io.nachweis.policy.ControllerPolicy.Wording;
import io.nachweis.policy.FormGuard.AddressKind;
import io.nachweis.policy.FormGuard.Confirmation;
import io.nachweis.policy.FormGuard.FormToken;
import java.net.URI;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a policy file holds, and what of it must agree. */
final class PolicyReader {

    private static final Kind<LegalBasis> BASIS = Kind.one(LegalBasis.class);
    private static final Kind<Trigger> TRIGGER = Kind.one(Trigger.class);
    private static final Kind<FormKind> FORM_KIND = Kind.one(FormKind.class);
    /** Of these the mailbox confirms each, by a button or by fetching what was asked for. */
    private static final Set<FormKind> CONFIRMED = EnumSet.of(FormKind.NEWSLETTER, FormKind.DOWNLOAD);

    private static final Kind<AddressKind> ADDRESS_KIND = Kind.one(AddressKind.class);

    private final List<Locale> languages;
    private final List<URI> origins;
    private final Map<String, Purpose> purposes;
    private final Map<String, DataCategoryRule> categories;
    private final Map<String, Document> documents;

    private PolicyReader(Section file) {
        languages = file.list("languages", Kind.LANGUAGE);
        origins = file.list("origins", Kind.ORIGIN);
        purposes = file.named("purposes", Kind.ID, this::purpose);
        categories = file.named("categories", Kind.ID, this::category);
        documents = file.has("documents") ? file.named("documents", Kind.ID, this::document) : Map.of();
    }

    static ControllerPolicy policy(Section file) {
        var reader = new PolicyReader(file);
        return new ControllerPolicy(
                file.get("id", Kind.ID),
                file.get("version", Kind.TEXT),
                file.section("identity", PolicyReader::identity),
                file.section("authority", PolicyReader::authority),
                file.get("zone", Kind.ZONE),
                file.has("holidays") ? file.list("holidays", Kind.HOLIDAY) : List.of(),
                reader.languages,
                reader.origins,
                reader.purposes,
                reader.categories,
                reader.documents,
                file.named("forms", Kind.ID, reader::form),
                file.optional("mails", PolicyReader::mails, MailRules.USUAL));
    }

    private static MailRules mails(Section section) {
        return new MailRules(
                limits(section, "perAddress", MailRules.USUAL.perAddress()),
                section.optional("afterNotMe", Kind.TIME, MailRules.USUAL.afterNotMe()));
    }

    private static FormGuard guard(Section section) {
        var usual = FormGuard.USUAL;
        return new FormGuard(
                limits(section, "perNetwork", usual.perNetwork()),
                section.optional("formToken", Kind.one(FormToken.class), usual.formToken()),
                section.optional("minimumTime", Kind.SHORT_TIME, usual.minimumTime()),
                section.has("refuse") ? Set.copyOf(section.list("refuse", ADDRESS_KIND)) : usual.refuse(),
                section.optional("proofOfWork", Kind.COUNT, usual.proofOfWork()),
                section.optional("confirmation", Kind.one(Confirmation.class), usual.confirmation()),
                section.optional("minimumReading", Kind.SHORT_TIME, usual.minimumReading()));
    }

    private static List<Limit> limits(Section section, String key, List<Limit> usual) {
        return section.has(key)
                ? section.sections(
                        key, limit -> new Limit(limit.get("times", Kind.TIMES), limit.get("within", Kind.WHILE)))
                : usual;
    }

    private static Identity identity(Section section) {
        return new Identity(
                section.get("name", Kind.TEXT),
                section.list("address", Kind.TEXT),
                section.get("country", Kind.COUNTRY),
                section.get("phone", Kind.TEXT),
                section.get("email", Kind.EMAIL),
                section.get("website", Kind.PAGE),
                section.list("legalNotice", Kind.TEXT),
                section.get("privacyNotice", Kind.PAGE));
    }

    private static Authority authority(Section section) {
        return new Authority(
                section.get("name", Kind.TEXT),
                section.list("address", Kind.TEXT),
                section.get("phone", Kind.TEXT),
                section.get("email", Kind.EMAIL),
                section.get("website", Kind.PAGE));
    }

    private Purpose purpose(String id, Section section) {
        return new Purpose(id, section.get("basis", BASIS), translated(section, "name"));
    }

    private DataCategoryRule category(String id, Section section) {
        return new DataCategoryRule(
                id,
                Collections.unmodifiableSet(new LinkedHashSet<>(section.list("fields", Kind.FIELD))),
                section.get("trigger", TRIGGER),
                section.get("period", Kind.PERIOD),
                section.get("basis", BASIS),
                section.get("law", Kind.TEXT),
                section.has("keepOnErasure") ? section.section("keepOnErasure", this::keepOnErasure) : null);
    }

    private KeepOnErasure keepOnErasure(Section section) {
        return new KeepOnErasure(section.get("law", Kind.TEXT), translated(section, "why"));
    }

    private Document document(String id, Section section) {
        return new Document(
                id,
                translated(section, "title"),
                section.get("version", Kind.TEXT),
                section.get("file", Kind.FILE),
                section.get("sha256", Kind.SHA256));
    }

    private Form form(String id, Section section) {
        var kind = section.optional("kind", FORM_KIND, FormKind.NEWSLETTER);
        var asksForConsent = kind == FormKind.NEWSLETTER || section.has("wordings");
        @Nullable String purpose = asksForConsent ? section.get("purpose", Kind.one(purposes.keySet())) : null;
        var category = section.get("category", Kind.one(categories.keySet()));
        var linkValid = kind == FormKind.ENQUIRY ? Period.ZERO : section.get("linkValid", Kind.TIME);
        var purge = CONFIRMED.contains(kind) ? section.get("purgeUnconfirmedAfter", Kind.TIME) : Period.ZERO;
        if (kind == FormKind.DOWNLOAD && documents.isEmpty()) {
            section.fault("kind", "needs documents that can be asked for");
        }
        if (!purge.isZero() && LocalDate.EPOCH.plus(purge).isBefore(LocalDate.EPOCH.plus(linkValid))) {
            section.fault("purgeUnconfirmedAfter", "must not be shorter than linkValid");
        }
        return new Form(
                id,
                kind,
                purpose,
                category,
                fields(section, category),
                purpose == null ? List.of() : wordings(section, id, purpose),
                returnTo(section),
                linkValid,
                purge,
                section.optional("guard", PolicyReader::guard, FormGuard.USUAL));
    }

    private Map<String, Field> fields(Section form, String category) {
        var listed = Optional.ofNullable(categories.get(category)).map(DataCategoryRule::fields);
        var fields = form.named("fields", Kind.FIELD, (id, field) -> {
            if (listed.isPresent() && !listed.get().contains(id)) {
                form.fault("fields." + id, "is not among the fields of the category " + category);
            }
            return new Field(
                    id,
                    field.get("required", Kind.FLAG),
                    field.get("maxLength", Kind.COUNT),
                    field.optional("multiline", Kind.FLAG, false),
                    translated(field, "label"));
        });
        if (!fields.isEmpty()
                && !(fields.containsKey("email") && fields.get("email").required())) {
            form.fault("fields", "must have email and require it, because the address finds the person");
        }
        return fields;
    }

    private List<Wording> wordings(Section form, String formId, String purpose) {
        var kind = Kind.wording(formId, languages);
        var wordings = form.sections("wordings", section -> {
            var id = section.get("id", kind);
            var covers = section.list("purposes", Kind.one(purposes.keySet()));
            var html = section.get("html", Kind.TEXT);
            return new Wording(
                    id.toString(),
                    id.version(),
                    id.locale(),
                    covers,
                    section.get("label", Kind.TEXT),
                    html,
                    Wording.sha256(html));
        });
        repeated(wordings).forEach(id -> form.fault("wordings", "has " + id + " twice"));
        if (!wordings.isEmpty()
                && !languages.isEmpty()
                && wordings.stream().noneMatch(wording -> wording.locale().equals(languages.getFirst()))) {
            form.fault("wordings", "must have one in the controller's first language");
        }
        wordings.stream()
                .map(Wording::locale)
                .filter(locale -> languages.contains(locale) && !purpose.isEmpty())
                .distinct()
                .filter(locale -> wordings.stream()
                        .filter(wording -> wording.locale().equals(locale))
                        .map(Wording::purposes)
                        .noneMatch(covered -> covered.isEmpty() || covered.contains(purpose)))
                .forEach(locale -> form.fault(
                        "wordings",
                        "must have one in " + locale.toLanguageTag() + " for " + purpose + ", which the form is for"));
        return wordings.stream()
                .sorted(Comparator.<Wording>comparingInt(wording -> languages.indexOf(wording.locale()))
                        .thenComparing(Comparator.comparingInt(Wording::version).reversed()))
                .toList();
    }

    private static Set<String> repeated(List<Wording> wordings) {
        var seen = new HashSet<String>();
        return wordings.stream()
                .filter(wording -> wording.version() > 0)
                .map(Wording::id)
                .filter(id -> !seen.add(id))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Only pages of the controller's websites: a form must not send anybody elsewhere. */
    private List<URI> returnTo(Section form) {
        var pages = form.list("returnTo", Kind.PAGE);
        pages.stream()
                .filter(page -> !origins.isEmpty() && !origins.contains(Kind.originOf(page)))
                .forEach(page -> form.fault("returnTo", page + " is at none of the origins"));
        return pages;
    }

    private Map<Locale, String> translated(Section section, String key) {
        if (languages.isEmpty()) {
            section.skip(key);
            return Map.of();
        }
        return section.section(key, texts -> {
            var translations = new LinkedHashMap<Locale, String>();
            languages.forEach(language -> translations.put(language, texts.get(language.toLanguageTag(), Kind.TEXT)));
            return Collections.unmodifiableMap(translations);
        });
    }
}
