package io.nachweis.policy;

import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Trigger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one controller promises, from its file in {@code deploy/controllers}. Everything here was checked on loading;
 * maps and lists keep the order of the file.
 *
 * @param version of the privacy policy these facts are from
 * @param languages the first one is spoken where somebody's own is not
 * @param holidays of the controller's place, by which a period that ends on one ends later
 * @param origins of the websites that may post to us
 */
public record ControllerPolicy(
        String id,
        String version,
        Identity identity,
        Authority authority,
        ZoneId zone,
        Holidays holidays,
        List<Locale> languages,
        List<URI> origins,
        Map<String, Purpose> purposes,
        Map<String, DataCategoryRule> categories,
        Map<String, Document> documents,
        Map<String, Form> forms,
        MailRules mails) {

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

    public Optional<Document> document(String document) {
        return Optional.ofNullable(documents.get(document));
    }

    public Optional<Purpose> purpose(String purpose) {
        return Optional.ofNullable(purposes.get(purpose));
    }

    public Optional<DataCategoryRule> category(String category) {
        return Optional.ofNullable(categories.get(category));
    }

    /** When the data of a case of a category is deleted, by what has happened to it; empty as long as no time runs. */
    public Optional<Due> end(String category, Map<Trigger, Instant> happened) {
        return category(category).flatMap(rule -> rule.retention().due(Action.DELETE, happened, LegalClock.of(this)));
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
            String phone,
            String email,
            URI website,
            List<String> legalNotice,
            URI privacyNotice) {}

    /** Where a person may complain (Art. 13(2)(d), 77 GDPR). */
    public record Authority(String name, List<String> address, String phone, String email, URI website) {}

    /** What data is processed for, and why that is lawful. */
    public record Purpose(String id, LegalBasis basis, Map<Locale, String> name) {}

    /**
     * What data may be stored, and how long it stays (Art. 5(1)(e) GDPR).
     *
     * @param name what people call it
     * @param fields all that may be stored under this rule; what no category lists is dropped
     * @param law the provision the rule rests on, as the privacy policy names it
     * @param keepOnErasure null for what is erased when its person asks for that
     */
    public record DataCategoryRule(
            String id,
            Map<Locale, String> name,
            Set<String> fields,
            Retention retention,
            LegalBasis basis,
            String law,
            @Nullable KeepOnErasure keepOnErasure) {}

    /**
     * Data that is kept though its person asks for erasure, until its time is over.
     *
     * @param law the exception, such as Art. 17(3)(e) GDPR
     * @param why as the person is told
     */
    public record KeepOnErasure(String law, Map<Locale, String> why) {}

    /**
     * Something that people can ask for. A changed file is a new version.
     *
     * @param file where it is, below the folder of the policies
     * @param sha256 of its bytes, lower-case hexadecimal
     */
    public record Document(String id, Map<Locale, String> title, String version, String file, String sha256) {

        /** In the language, or in the controller's first. */
        public String title(Locale locale) {
            return Optional.ofNullable(title.get(locale))
                    .orElseGet(() -> title.values().iterator().next());
        }

        /** Without the folders. */
        public String fileName() {
            return file.substring(file.lastIndexOf('/') + 1);
        }
    }

    /**
     * A form of a website: its fields, its wordings, where a browser goes afterwards, how long its links work.
     *
     * @param purpose the one it is mainly for; wordings of their own may offer others beside it; null where a form is
     *     filled in for something that needs no consent
     * @param category which what is entered belongs to; it lists every field
     * @param wordings by the controller's order of languages, newest first; none where nothing is agreed to
     * @param returnTo pages a browser may be sent to; the first one unless it asks for another; none without a website
     * @param linkValid how long after the request the link of its mail opens something; nothing where no mail has one
     * @param purgeUnconfirmedAfter how long after the request everything about it goes unless it was confirmed
     * @param guard what keeps it from being used against people
     */
    public record Form(
            String id,
            FormKind kind,
            @Nullable String purpose,
            String category,
            Map<String, Field> fields,
            List<Wording> wordings,
            List<URI> returnTo,
            Period linkValid,
            Period purgeUnconfirmedAfter,
            FormGuard guard) {

        /** Looks a wording up by its id, {@code <form>/<version>/<locale>}. */
        public Optional<Wording> wording(String wordingId) {
            return wordings.stream().filter(w -> w.id().equals(wordingId)).findFirst();
        }

        /**
         * What is offered today in the language, or in the controller's first language: each can be agreed to without the
         * others. A wording takes the place of every older one that it shares a purpose with.
         */
        public List<Wording> current(Locale locale) {
            if (wordings.isEmpty()) {
                return List.of();
            }
            var spoken = language(locale.toLanguageTag());
            var inLanguage = wordings.stream()
                    .filter(wording -> wording.locale().equals(spoken))
                    .toList();
            return inLanguage.stream()
                    .filter(wording -> inLanguage.stream().noneMatch(newer -> newer.replaces(wording)))
                    .sorted(Comparator.<Wording, Boolean>comparing(wording ->
                                    purpose != null && !wording.purposes().contains(purpose))
                            .thenComparingInt(Wording::version))
                    .toList();
        }

        private Locale language(@Nullable String... wishes) {
            var written = wordings.stream().map(Wording::locale).distinct().toList();
            return Languages.lookUp(written, wishes).orElseGet(written::getFirst);
        }
    }

    /** What a form is for, and so which service takes it. */
    public enum FormKind {
        NEWSLETTER,
        DOWNLOAD,
        ENQUIRY,
        RIGHTS,
        /** On no website: what the page of preferences offers, each by a wording that stands alone. */
        PREFERENCES
    }

    /**
     * @param maxLength in characters as Java counts them
     * @param multiline whether it may have more than one line
     */
    public record Field(String id, boolean required, int maxLength, boolean multiline, Map<Locale, String> label) {}

    /**
     * The exact text a person agrees to (Art. 7(2) GDPR). A changed text is a new version.
     *
     * @param sha256 SHA-256 over the UTF-8 bytes of {@code html} as it stands here, lower-case hexadecimal
     */
    public record Wording(
            String id, int version, Locale locale, List<String> purposes, String label, String html, String sha256) {

        private boolean replaces(Wording older) {
            return version > older.version && purposes.stream().anyMatch(older.purposes::contains);
        }

        static String sha256(String html) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(html.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }

    /** Art. 6(1) GDPR. */
    public enum LegalBasis {
        CONSENT,
        CONTRACT,
        LEGAL_OBLIGATION,
        LEGITIMATE_INTEREST
    }
}
