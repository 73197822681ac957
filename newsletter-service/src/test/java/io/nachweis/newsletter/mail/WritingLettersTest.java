package io.nachweis.newsletter.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.forms.admission.MailCodes;
import io.nachweis.mail.Letter;
import io.nachweis.mail.MailTokens;
import io.nachweis.newsletter.decision.ShownBy;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.newsletter.decision.WordingShown;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mails as they are sent, word by word. A change of a file here is a new version of the mail. */
class WritingLettersTest {

    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final Target TARGET = new Target(new UUID(1, 1), new UUID(2, 2));
    private static final String TOKEN = "TOKEN";

    private static final ControllerPolicy POLICY = Controllers.load(Path.of("src/test/resources/controllers"))
            .find("muster")
            .orElseThrow();

    private static final ControllerPolicy CAREFUL = Controllers.load(Path.of("src/test/resources/controllers"))
            .find("zweite")
            .orElseThrow();

    private static final String CODE = "012345";

    private final MailComposer composer =
            new MailComposer(new Links(URI.create("https://privacy.muster.example"), tokens()), codes());

    @ParameterizedTest
    @ValueSource(strings = {"de", "en", "it"})
    void to_ask_for_confirmation(String language) throws IOException {
        assertGolden(composer.confirmation(policy(language), TARGET, signUp(language)), "confirmation/2/" + language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en", "it"})
    void to_ask_for_confirmation_with_a_code(String language) throws IOException {
        var careful = signUp("careful/1/" + language, language);
        assertGolden(composer.confirmation(CAREFUL, TARGET, careful), "confirmation-with-code/2/" + language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en", "it"})
    void to_record_what_was_agreed(String language) throws IOException {
        assertGolden(
                composer.record(policy(language), TARGET, signUp(language), NOON.plusSeconds(3600)),
                "record/3/" + language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en", "it"})
    void to_bring_the_way_to_withdraw(String language) throws IOException {
        assertGolden(
                composer.unsubscribeLink(policy(language), TARGET, signUp(language)), "unsubscribe-link/2/" + language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "de-AT"})
    void falls_back_to_a_language_there_is(String language) {
        assertThat(composer.confirmation(POLICY, TARGET, signUp(language)).language())
                .isEqualTo("de");
    }

    @Test
    void works_for_every_wording_of_every_controller() {
        Stream.of("controllers", "controllers-interactive-media")
                .flatMap(folder -> Controllers.load(Path.of("../deploy", folder)).all().stream())
                .forEach(policy -> policy.forms().values().stream()
                        .flatMap(form -> form.wordings().stream())
                        .map(wording -> signUp(wording.locale().toLanguageTag()))
                        .forEach(signUp -> {
                            var letter = composer.record(policy, TARGET, signUp, NOON);
                            assertThat(letter.text()).contains(policy.identity().name());
                            assertThat(letter.language()).isEqualTo(signUp.locale());
                        }));
    }

    private static void assertGolden(Letter letter, String name) throws IOException {
        String golden = Files.readString(Path.of("src/test/resources/mails/" + name + ".txt"));
        assertThat(letter.subject() + "\n\n" + letter.text()).isEqualTo(golden);
        assertThat(letter.template().id()).isEqualTo(name);
        assertThat(letter.contentSha256())
                .isEqualTo(Sha256.of(
                        golden.replace("=" + TOKEN, "=" + Sha256.of(TOKEN)).replace(CODE, Sha256.of(TOKEN + CODE))));
    }

    /** The first one speaks no Italian. */
    private static ControllerPolicy policy(String language) {
        return language.equals("it") ? CAREFUL : POLICY;
    }

    private static SignUp signUp(String language) {
        return signUp("newsletter/1/" + language, language);
    }

    private static SignUp signUp(String wordingId, String language) {
        var wording = new WordingShown(wordingId, 1, language, "ab".repeat(32), ShownBy.US, List.of("newsletter"));
        var request = new SubscriptionRequested(
                TARGET.subscription(),
                POLICY.id(),
                TARGET.signUp(),
                SubjectId.ERASED,
                Personal.of(EmailAddress.of("erika@example.org")),
                Personal.of("192.0.2.7"),
                null,
                null,
                List.of(wording),
                NOON,
                NOON.plusSeconds(172_800),
                NOON.plusSeconds(604_800));
        return SubscriptionState.of(Stream.of(request)).find(TARGET.signUp()).orElseThrow();
    }

    private static MailCodes codes() {
        return new MailCodes() {
            @Override
            public String of(String controller, String about) {
                return CODE;
            }

            @Override
            public boolean accepts(String controller, String about, String typed, Instant now) {
                return typed.equals(CODE);
            }
        };
    }

    private static MailTokens tokens() {
        return new MailTokens() {
            @Override
            public String issue(MailToken token) {
                return TOKEN;
            }

            @Override
            public String secret(MailToken token) {
                return TOKEN;
            }

            @Override
            public Optional<MailToken> verify(String token, String kind, String controller) {
                return Optional.empty();
            }
        };
    }
}
