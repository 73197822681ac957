package io.nachweis.policy;

import static java.util.Objects.requireNonNullElse;

import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Trigger;
import java.net.URI;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What one controller promises, from its file in {@code deploy/controllers}. Everything here was checked on loading;
 * maps and lists keep the order of the file.
 *
 * @param version of the privacy policy these facts are from
 * @param languages the first one is spoken where somebody's own is not
 * @param holidays of the controller's place, by which a period that ends on one ends later
 * @param origins of the websites that may post to us
 * @param approvals what a second person has to approve
 */
public record ControllerPolicy(
        String id,
        String version,
        Identity identity,
        Map<String, Company> group,
        @Nullable Officer officer,
        Authority authority,
        ZoneId zone,
        Holidays holidays,
        List<Locale> languages,
        List<URI> origins,
        Map<String, Purpose> purposes,
        Map<String, DataCategoryRule> categories,
        Map<String, Recipient> recipients,
        List<Intake> intake,
        Map<String, OtherSystem> systems,
        Map<String, OnBehalf> onBehalf,
        Map<String, Measure> measures,
        @JsonDeserialize(as = LinkedHashSet.class) Set<TwoPersonAction> approvals,
        Map<String, Document> documents,
        Map<String, Form> forms,
        MailRules mails) {

    /** What a policy leaves out there is none of, or it is as usual. */
    public ControllerPolicy {
        holidays = requireNonNullElse(holidays, Holidays.NONE);
        group = requireNonNullElse(group, Map.of());
        recipients = requireNonNullElse(recipients, Map.of());
        intake = requireNonNullElse(intake, List.of());
        systems = requireNonNullElse(systems, Map.of());
        onBehalf = requireNonNullElse(onBehalf, Map.of());
        measures = requireNonNullElse(measures, Map.of());
        approvals = requireNonNullElse(approvals, Set.of());
        documents = requireNonNullElse(documents, Map.of());
        forms = inOrderOf(languages, forms);
        mails = requireNonNullElse(mails, MailRules.USUAL);
    }

    private static Map<String, Form> inOrderOf(List<Locale> languages, Map<String, Form> forms) {
        var ordered = new LinkedHashMap<String, Form>();
        forms.forEach((id, form) -> ordered.put(id, form.inOrderOf(languages)));
        return Collections.unmodifiableMap(ordered);
    }

    public Optional<Form> form(String form) {
        return Optional.ofNullable(forms.get(form));
    }

    /** Looks a wording up by its id, whatever form it belongs to. */
    public Optional<Wording> wording(String wordingId) {
        return forms.values().stream()
                .flatMap(form -> form.wording(wordingId).stream())
                .findFirst();
    }

    /** The one of its kind, where there is but one. */
    public Optional<Form> form(FormKind kind) {
        return forms.values().stream().filter(form -> form.kind() == kind).findFirst();
    }

    /** Those that ask for data of the category. */
    public Stream<Form> formsWith(String category) {
        return forms.values().stream().filter(form -> form.asksFor(category));
    }

    public Optional<Document> document(String document) {
        return Optional.ofNullable(documents.get(document));
    }

    public Optional<Purpose> purpose(String purpose) {
        return Optional.ofNullable(purposes.get(purpose));
    }

    public Optional<DataCategoryRule> category(String category) {
        return Optional.ofNullable(categories.get(category));
    }

    /** All that others do and attest: systems, then measures. No two have the same id. */
    public Stream<Attested> attested() {
        return Stream.concat(systems.values().stream(), measures.values().stream());
    }

    public Optional<Attested> attested(String id) {
        return attested().filter(each -> each.id().equals(id)).findFirst();
    }

    /** When the data of a case of a category is deleted, by what has happened to it; empty as long as no time runs. */
    public Optional<Due> end(String category, Map<Trigger, Instant> happened) {
        return ending(category, happened).map(Retention.End::due);
    }

    /** The same, with the step of the rule that says so. */
    public Optional<Retention.End> ending(String category, Map<Trigger, Instant> happened) {
        return category(category).flatMap(rule -> rule.end(happened, LegalClock.of(this)));
    }

    /** The rule that counts for a case of a category while the conditions hold: its own, or the one it is moved to. */
    public Optional<DataCategoryRule> rule(String category, Set<Condition> holding) {
        Optional<DataCategoryRule> own = category(category);
        return own.flatMap(rule -> rule.moves().stream()
                        .filter(move -> holding.contains(move.when()))
                        .findFirst())
                .flatMap(move -> rule(move.to(), holding))
                .or(() -> own);
    }

    private static String in(Locale locale, Map<Locale, String> texts) {
        return Optional.ofNullable(texts.get(locale))
                .orElseGet(() -> texts.values().iterator().next());
    }

    /** A copy that differs in what websites may do here, as a trial needs it. */
    public ControllerPolicy with(List<URI> origins, Map<String, Form> forms, MailRules mails) {
        return new ControllerPolicy(
                id,
                version,
                identity,
                group,
                officer,
                authority,
                zone,
                holidays,
                languages,
                origins,
                purposes,
                categories,
                recipients,
                intake,
                systems,
                onBehalf,
                measures,
                approvals,
                documents,
                forms,
                mails);
    }

    public boolean needsApproval(TwoPersonAction action) {
        return approvals.contains(action);
    }

    /** The first wish that the controller speaks, else its first language; see {@link Languages}. */
    public Locale language(@Nullable String... wishes) {
        return Languages.lookUp(languages, wishes).orElseGet(languages::getFirst);
    }

    /** The same for a form, which is shown in no language that what is agreed to is not written in. */
    public Locale language(Form form, @Nullable String... wishes) {
        return form.wordings().isEmpty() ? language(wishes) : form.language(wishes);
    }

    /**
     * Who the controller is (Art. 13(1)(a) GDPR).
     *
     * @param address the lines of a letter below the name
     * @param country ISO 3166-1, two letters
     * @param legalNotice what a business letter must say besides name, address and contact (§ 35a GmbHG)
     */
    public record Identity(
            String name,
            List<String> address,
            String country,
            @Nullable String phone,
            String email,
            URI website,
            List<String> legalNotice,
            URI privacyNotice) {}

    /** A company that the policy is also of (Art. 26 GDPR), under the same rules. */
    public record Company(String id, String name, List<String> address, String country) {}

    /** The data protection officer (Art. 13(1)(b), 37 GDPR). */
    public record Officer(@Nullable String name, @Nullable String phone, String email) {}

    /** Where a person may complain (Art. 13(2)(d), 77 GDPR). */
    public record Authority(Map<Locale, String> name, List<String> address, String phone, String email, URI website) {

        /** In the language, or in the controller's first. */
        public String name(Locale locale) {
            return in(locale, name);
        }
    }

    /**
     * What data is processed for, and why that is lawful.
     *
     * @param channels by which people are addressed for it; consent to one is none to another
     */
    public record Purpose(String id, LegalBasis basis, Map<Locale, String> name, List<Channel> channels) {
        public Purpose {
            channels = requireNonNullElse(channels, List.of(Channel.EMAIL));
        }

        /** In the language, or in the controller's first. */
        public String name(Locale locale) {
            return in(locale, name);
        }
    }

    /** How people are addressed, or observed. */
    public enum Channel {
        EMAIL,
        PHONE,
        POST,
        BROWSER
    }

    /**
     * What data may be stored, and how long it stays (Art. 5(1)(e) GDPR).
     *
     * @param name what people call it
     * @param fields all that may be stored under this rule; what no category lists is dropped
     * @param optional those of the fields that nobody has to give (Art. 13(2)(e) GDPR)
     * @param exceptions fields that are lawful for another reason than the rest
     * @param source who such data is from (Art. 14(2)(f), 15(1)(g) GDPR)
     * @param recipients who gets it, by their ids
     * @param moves to the rules of other categories; never in a circle
     * @param law the provision the rule rests on, as the privacy policy names it
     * @param keepOnErasure null for what is erased when its person asks for that
     */
    public record DataCategoryRule(
            String id,
            Map<Locale, String> name,
            @JsonDeserialize(as = LinkedHashSet.class) Set<String> fields,
            @JsonDeserialize(as = LinkedHashSet.class) Set<String> optional,
            Map<String, Basis> exceptions,
            Source source,
            @JsonDeserialize(as = LinkedHashSet.class) Set<String> recipients,
            Retention retention,
            List<Move> moves,
            LegalBasis basis,
            String law,
            @Nullable KeepOnErasure keepOnErasure) {

        public DataCategoryRule {
            optional = requireNonNullElse(optional, Set.of());
            exceptions = requireNonNullElse(exceptions, Map.of());
            source = requireNonNullElse(source, Source.PERSON);
            recipients = requireNonNullElse(recipients, Set.of());
            moves = requireNonNullElse(moves, List.of());
        }

        /** When data is deleted by this rule; empty as long as no time runs. */
        public Optional<Retention.End> end(Map<Trigger, Instant> happened, LegalClock clock) {
            return retention.end(Action.DELETE, happened, clock);
        }

        /** In the language, or in the first that it has a name in. */
        public String name(Locale locale) {
            return in(locale, name);
        }

        /** Why it is lawful to store a field. */
        public Basis basisOf(String field) {
            return exceptions.getOrDefault(field, new Basis(basis, law));
        }
    }

    public record Basis(LegalBasis basis, String law) {}

    /**
     * That the retention rule of another category counts in place of the own one, and while it does. The data stays in its
     * category, and is sealed as it was.
     *
     * @param to the other category
     */
    public record Move(Condition when, String to) {}

    /** What moves cases to another rule. */
    public enum Condition {
        /** A business relationship with the person is on record and has not ended before the case began. */
        RELATIONSHIP(Trigger.END_OF_RELATIONSHIP);

        private final Trigger end;

        Condition(Trigger end) {
            this.end = end;
        }

        /** What starts the time of the cases that were moved. */
        public Trigger end() {
            return end;
        }
    }

    /** Who data is from. */
    public enum Source {
        PERSON,
        /** What a browser sends of its own accord, as an address. */
        BROWSER,
        MAIL_SERVER,
        STAFF
    }

    /**
     * Who gets data (Art. 4(9), 13(1)(e), (f) GDPR).
     *
     * @param hosts its machines that we send to
     * @param consent the purpose whose consent allows it; never null for a third party
     * @param safeguard what makes it lawful outside the European Economic Area; null within
     */
    public record Recipient(
            String id,
            Map<Locale, String> name,
            RecipientKind kind,
            String country,
            Set<String> hosts,
            @Nullable String consent,
            @Nullable Safeguard safeguard) {

        public Recipient {
            hosts = requireNonNullElse(hosts, Set.of());
        }

        /** In the language, or in the controller's first. */
        public String name(Locale locale) {
            return in(locale, name);
        }
    }

    public enum RecipientKind {
        /** The controller's own people. */
        INTERNAL,
        /** Acts on instructions (Art. 28 GDPR). */
        PROCESSOR,
        /** Acts for itself, and gets nothing without consent of its own. */
        THIRD_PARTY
    }

    /** Of a transfer to a third country (Art. 45, 46, 49 GDPR). */
    public enum Safeguard {
        ADEQUACY,
        STANDARD_CONTRACTUAL_CLAUSES,
        DEROGATION
    }

    /** A way by which requests and withdrawals come in. */
    public record Intake(IntakeChannel channel, String at) {}

    public enum IntakeChannel {
        EMAIL,
        PHONE,
        POST,
        FORM,
        LINK
    }

    /** What is done elsewhere, so that somebody has to attest it again and again (Art. 5(2) GDPR). */
    public sealed interface Attested {

        String id();

        Map<Locale, String> name();

        /** In the language, or in the controller's first. */
        default String name(Locale locale) {
            return in(locale, name());
        }

        /** After which time it has to be attested again. */
        Period every();
    }

    /**
     * What another system stores: registered, shown to people, and deleted by that system.
     *
     * @param attestEvery after which time it has to attest again that it deletes as it should
     */
    public record OtherSystem(
            String id,
            Map<Locale, String> name,
            Map<Locale, String> what,
            LegalBasis basis,
            String law,
            @JsonDeserialize(as = LinkedHashSet.class) Set<String> recipients,
            Retention retention,
            Period attestEvery)
            implements Attested {

        public OtherSystem {
            recipients = requireNonNullElse(recipients, Set.of());
            attestEvery = requireNonNullElse(attestEvery, Period.ofMonths(1));
        }

        /** In the language, or in the controller's first. */
        public String what(Locale locale) {
            return in(locale, what);
        }

        @Override
        public Period every() {
            return attestEvery;
        }
    }

    /** What the controller processes for others, as their processor (Art. 28 GDPR). */
    public record OnBehalf(String id, Map<Locale, String> name, Map<Locale, String> what, String law) {

        /** In the language, or in the controller's first. */
        public String name(Locale locale) {
            return in(locale, name);
        }

        /** In the language, or in the controller's first. */
        public String what(Locale locale) {
            return in(locale, what);
        }
    }

    /**
     * A measure that people attest, because no software can (Art. 32 GDPR).
     *
     * @param every after which time it has to be attested again
     */
    public record Measure(String id, Map<Locale, String> name, Period every) implements Attested {}

    /**
     * Data that is kept though its person asks for erasure, until its time is over.
     *
     * @param law the exception, such as Art. 17(3)(e) GDPR
     * @param why as the person is told
     */
    public record KeepOnErasure(String law, Map<Locale, String> why) {

        /** In the language, or in the controller's first. */
        public String why(Locale locale) {
            return in(locale, why);
        }
    }

    /**
     * Something that people can ask for. A changed file is a new version.
     *
     * @param file where it is, below the folder of the policies
     * @param sha256 of its bytes, lower-case hexadecimal
     */
    public record Document(String id, Map<Locale, String> title, String version, String file, String sha256) {

        /** In the language, or in the controller's first. */
        public String title(Locale locale) {
            return in(locale, title);
        }

        /** Without the folders. */
        public String fileName() {
            return file.substring(file.lastIndexOf('/') + 1);
        }
    }

    /** What a policy can have done only after a second person has approved it (four-eyes principle). */
    public enum TwoPersonAction {
        /** That what is stored already ends by rules of retention that have changed. */
        RETENTION_RULES,
        /** That another version of the policy comes into force. */
        POLICY
    }

    /** Art. 6(1) GDPR. */
    public enum LegalBasis {
        CONSENT,
        CONTRACT,
        LEGAL_OBLIGATION,
        LEGITIMATE_INTEREST
    }
}
