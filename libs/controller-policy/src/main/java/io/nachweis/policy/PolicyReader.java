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
import io.nachweis.policy.ControllerPolicy.Wording;
import io.nachweis.policy.FormGuard.AddressKind;
import io.nachweis.policy.FormGuard.Confirmation;
import io.nachweis.policy.FormGuard.FormToken;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Bound;
import io.nachweis.policy.Retention.From;
import io.nachweis.policy.Retention.Step;
import io.nachweis.policy.Retention.Trigger;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a policy file holds, and what of it must agree. */
final class PolicyReader {

    private static final ScalarType<LegalBasis> BASIS = ScalarType.one(LegalBasis.class);
    private static final ScalarType<Trigger> TRIGGER = ScalarType.one(Trigger.class);
    private static final ScalarType<FormKind> FORM_KIND = ScalarType.one(FormKind.class);
    /** Of these the mailbox confirms each, by a button or by fetching what was asked for. */
    private static final Set<FormKind> CONFIRMED =
            EnumSet.of(FormKind.NEWSLETTER, FormKind.DOWNLOAD, FormKind.PREFERENCES);

    private static final ScalarType<AddressKind> ADDRESS_KIND = ScalarType.one(AddressKind.class);

    private final List<Locale> languages;
    private final List<URI> origins;
    private final Map<String, Purpose> purposes;
    private final Map<String, DataCategoryRule> categories;
    private final Map<String, Document> documents;

    private PolicyReader(Section file) {
        languages = file.list("languages", ScalarType.LANGUAGE);
        origins = file.list("origins", ScalarType.ORIGIN);
        purposes = file.named("purposes", ScalarType.ID, this::purpose);
        categories = file.named("categories", ScalarType.ID, this::category);
        documents = file.has("documents") ? file.named("documents", ScalarType.ID, this::document) : Map.of();
    }

    static ControllerPolicy policy(Section file) {
        var reader = new PolicyReader(file);
        return new ControllerPolicy(
                file.get("id", ScalarType.ID),
                file.get("version", ScalarType.TEXT),
                file.section("identity", PolicyReader::identity),
                file.section("authority", PolicyReader::authority),
                file.get("zone", ScalarType.ZONE),
                file.optional("holidays", PolicyReader::holidays, Holidays.NONE),
                reader.languages,
                reader.origins,
                reader.purposes,
                reader.categories,
                reader.documents,
                file.named("forms", ScalarType.ID, reader::form),
                file.optional("mails", PolicyReader::mails, MailRules.USUAL));
    }

    private static MailRules mails(Section section) {
        return new MailRules(
                section.has("returnPath") ? section.get("returnPath", ScalarType.EMAIL) : null,
                limits(section, "perAddress", MailRules.USUAL.perAddress()),
                limits(section, "perDomain", MailRules.USUAL.perDomain()),
                section.optional("afterNotMe", ScalarType.TIME, MailRules.USUAL.afterNotMe()));
    }

    private static FormGuard guard(Section section) {
        var usual = FormGuard.USUAL;
        return new FormGuard(
                new NetworkLimits(
                        limits(section, "perNetwork", usual.networks().perNetwork()),
                        limits(section, "perSite", usual.networks().perSite()),
                        limits(section, "perAllocation", usual.networks().perAllocation())),
                limits(section, "perForm", usual.perForm()),
                limits(section, "perMailbox", usual.perMailbox()),
                section.optional("formToken", ScalarType.one(FormToken.class), usual.formToken()),
                section.optional("minimumTime", ScalarType.SHORT_TIME, usual.minimumTime()),
                section.has("refuse") ? Set.copyOf(section.list("refuse", ADDRESS_KIND)) : usual.refuse(),
                section.optional("proofOfWork", ScalarType.COUNT, usual.proofOfWork()),
                section.optional("confirmation", ScalarType.one(Confirmation.class), usual.confirmation()),
                section.optional("minimumReading", ScalarType.SHORT_TIME, usual.minimumReading()));
    }

    private static List<Limit> limits(Section section, String key, List<Limit> usual) {
        return section.has(key)
                ? section.sections(
                        key,
                        limit -> new Limit(limit.get("times", ScalarType.TIMES), limit.get("within", ScalarType.WHILE)))
                : usual;
    }

    private static Identity identity(Section section) {
        return new Identity(
                section.get("name", ScalarType.TEXT),
                section.list("address", ScalarType.TEXT),
                section.get("country", ScalarType.COUNTRY),
                section.get("phone", ScalarType.TEXT),
                section.get("email", ScalarType.EMAIL),
                section.get("website", ScalarType.PAGE),
                section.list("legalNotice", ScalarType.TEXT),
                section.get("privacyNotice", ScalarType.PAGE));
    }

    private static Authority authority(Section section) {
        return new Authority(
                section.get("name", ScalarType.TEXT),
                section.list("address", ScalarType.TEXT),
                section.get("phone", ScalarType.TEXT),
                section.get("email", ScalarType.EMAIL),
                section.get("website", ScalarType.PAGE));
    }

    private Purpose purpose(String id, Section section) {
        return new Purpose(id, section.get("basis", BASIS), translated(section, "name"));
    }

    private DataCategoryRule category(String id, Section section) {
        return new DataCategoryRule(
                id,
                translated(section, "name"),
                Collections.unmodifiableSet(new LinkedHashSet<>(section.list("fields", ScalarType.FIELD))),
                new Retention(section.sections("retention", PolicyReader::step)),
                section.get("basis", BASIS),
                section.get("law", ScalarType.TEXT),
                section.has("keepOnErasure") ? section.section("keepOnErasure", this::keepOnErasure) : null);
    }

    private static Step step(Section section) {
        return new Step(
                section.get("after", TRIGGER),
                section.get("period", ScalarType.PERIOD),
                section.optional("from", ScalarType.one(From.class), From.TRIGGER),
                section.optional("bound", ScalarType.one(Bound.class), Bound.CEILING),
                section.optional("action", ScalarType.one(Action.class), Action.DELETE));
    }

    private static Holidays holidays(Section section) {
        int from = section.get("from", ScalarType.COUNT);
        int through = section.get("through", ScalarType.COUNT);
        if (through < from) {
            section.fault("through", "must not be before from");
        }
        return new Holidays(from, through, section.list("days", ScalarType.HOLIDAY));
    }

    private KeepOnErasure keepOnErasure(Section section) {
        return new KeepOnErasure(section.get("law", ScalarType.TEXT), translated(section, "why"));
    }

    private Document document(String id, Section section) {
        return new Document(
                id,
                translated(section, "title"),
                section.get("version", ScalarType.TEXT),
                section.get("file", ScalarType.FILE),
                section.get("sha256", ScalarType.SHA256));
    }

    private Form form(String id, Section section) {
        var kind = section.optional("kind", FORM_KIND, FormKind.NEWSLETTER);
        boolean isOnPreferences = kind == FormKind.PREFERENCES;
        boolean asksForConsent = kind == FormKind.NEWSLETTER || isOnPreferences || section.has("wordings");
        @Nullable
        String purpose =
                asksForConsent && !isOnPreferences ? section.get("purpose", ScalarType.one(purposes.keySet())) : null;
        var category = section.get("category", ScalarType.one(categories.keySet()));
        var linkValid = kind == FormKind.ENQUIRY ? Period.ZERO : section.get("linkValid", ScalarType.TIME);
        var purge = CONFIRMED.contains(kind) ? section.get("purgeUnconfirmedAfter", ScalarType.TIME) : Period.ZERO;
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
                isOnPreferences ? Map.of() : fields(section, category),
                asksForConsent ? wordings(section, id, purpose == null ? consents() : Set.of(purpose)) : List.of(),
                isOnPreferences ? List.of() : returnTo(section),
                linkValid,
                purge,
                section.optional("guard", PolicyReader::guard, FormGuard.USUAL));
    }

    private Set<String> consents() {
        return purposes.values().stream()
                .filter(purpose -> purpose.basis() == LegalBasis.CONSENT)
                .map(Purpose::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, Field> fields(Section form, String category) {
        var listed = Optional.ofNullable(categories.get(category)).map(DataCategoryRule::fields);
        var fields = form.named("fields", ScalarType.FIELD, (id, field) -> {
            if (listed.isPresent() && !listed.get().contains(id)) {
                form.fault("fields." + id, "is not among the fields of the category " + category);
            }
            return new Field(
                    id,
                    field.get("required", ScalarType.FLAG),
                    field.get("maxLength", ScalarType.COUNT),
                    field.optional("multiline", ScalarType.FLAG, false),
                    translated(field, "label"));
        });
        if (!fields.isEmpty()
                && !(fields.containsKey("email") && fields.get("email").required())) {
            form.fault("fields", "must have email and require it, because the address finds the person");
        }
        return fields;
    }

    /** @param required the purposes that need a wording in each language that there is one in */
    private List<Wording> wordings(Section form, String formId, Set<String> required) {
        var kind = ScalarType.wording(formId, languages);
        var wordings = form.sections("wordings", section -> {
            var id = section.get("id", kind);
            var covers = section.list("purposes", ScalarType.one(purposes.keySet()));
            var html = section.get("html", ScalarType.TEXT);
            return new Wording(
                    id.toString(),
                    id.version(),
                    id.locale(),
                    covers,
                    section.get("label", ScalarType.TEXT),
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
                .filter(languages::contains)
                .distinct()
                .forEach(locale -> required.stream()
                        .filter(purpose -> !purpose.isEmpty() && lacks(wordings, locale, purpose))
                        .forEach(purpose -> form.fault(
                                "wordings",
                                "must have one in " + locale.toLanguageTag() + " for " + purpose
                                        + ", which the form is for")));
        return wordings.stream()
                .sorted(Comparator.<Wording>comparingInt(wording -> languages.indexOf(wording.locale()))
                        .thenComparing(Comparator.comparingInt(Wording::version).reversed()))
                .toList();
    }

    private static boolean lacks(List<Wording> wordings, Locale locale, String purpose) {
        return wordings.stream()
                .filter(wording -> wording.locale().equals(locale))
                .map(Wording::purposes)
                .noneMatch(covered -> covered.isEmpty() || covered.contains(purpose));
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
        var pages = form.list("returnTo", ScalarType.PAGE);
        pages.stream()
                .filter(page -> !origins.isEmpty() && !origins.contains(ScalarType.originOf(page)))
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
            languages.forEach(
                    language -> translations.put(language, texts.get(language.toLanguageTag(), ScalarType.TEXT)));
            return Collections.unmodifiableMap(translations);
        });
    }
}
