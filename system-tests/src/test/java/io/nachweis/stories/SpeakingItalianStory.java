package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.Deployment;
import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An Italian controller speaks Italian and English, from the form to the last letter, and never a word of German. */
@StoryTest
@EnabledOnShape(value = Shape.TRIAL, because = "the policies of a trial are the same whatever else is apart from it")
class SpeakingItalianStory {

    private static final String CONTROLLER = "interactive-media";
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final PlatformUnderTest PLATFORM = PlatformUnderTest.create(_ -> Map.of(
            "NACHWEIS_CONTROLLERS",
            Deployment.FOLDER.resolve("controllers-interactive-media").toString()));

    @BeforeAll
    static void starts() {
        PLATFORM.start();
    }

    @AfterAll
    static void ends() throws IOException {
        PLATFORM.close();
    }

    @Test
    void to_who_signs_up_in_it() {
        var giulia = new Reader("giulia", Locale.ITALIAN, "\\b(Please|Your?|Hello|Privacy notice|Signed)\\b");
        assertThat(giulia.shown(PLATFORM.addresses().site() + "/?locale=it"))
                .contains("Una lettera su ciò che impariamo", "data-locale=\"it\"");
        assertThat(giulia.form())
                .contains(
                        "Invia l’iscrizione", "Indirizzo e-mail", "Acconsento a ricevere da Interactive Media S.p.A.");
        assertThat(giulia.sendsWithoutAnAddress()).contains("Verifichi i dati inseriti", "Informativa sulla privacy");

        giulia.signsUp();
        assertThat(giulia.mail(1))
                .contains(
                        "Da confermare: Informazioni su servizi e offerte per e-mail (Interactive Media S.p.A.)",
                        "Il link è valido fino al giorno " + giulia.day(today().plusDays(2)) + ", ore ");
        assertThat(giulia.opens("/confirm?token="))
                .contains("Conferma dell’iscrizione", "Acconsento a ricevere da Interactive Media S.p.A.");
        assertThat(giulia.confirms()).contains("Grazie. Abbiamo registrato il Suo consenso");
        assertThat(giulia.mail(2))
                .contains("questa e-mail attesta il consenso che ha prestato", "Versione: offers/1/it", ", ore ");
        assertThat(giulia.opens("/unsubscribe?token=")).contains("Desidera revocare il Suo consenso?");
        assertThat(giulia.opens("/preferences?token=")).contains("Che cosa riceve da noi", "Ha prestato il consenso.");

        String withdrawal = giulia.asksFor("withdrawal");
        String threeYearsOn = giulia.day(today().plusYears(3));
        assertThat(giulia.mail(3))
                .contains(
                        "Revoca di tutti i consensi (art. 7, par. 3, GDPR)",
                        "La revoca ha effetto dalla ricezione.",
                        "Cancelliamo la prova entro\nil giorno " + threeYearsOn + ".");
        assertThat(giulia.shown(withdrawal)).contains("I Suoi consensi sono revocati");

        String access = giulia.asksFor("access");
        assertThat(giulia.mail(4))
                .contains("Accesso (art. 15 GDPR)", "al più tardi entro il giorno\n" + giulia.due("access") + ".");
        assertThat(giulia.shown(access)).contains("Questa richiesta è Sua?", "Rispondiamo entro il giorno ");
        assertThat(giulia.proves(access)).contains("GDPR");
        assertThat(giulia.mail(5)).contains("La risposta alla Sua richiesta di accesso (art. 15 GDPR) è pronta");
        assertThat(giulia.fetches(access))
                .contains(
                        "Chi legge oggi una casella di posta",
                        "Informazioni su servizi e offerte per e-mail",
                        "Garante per la protezione dei dati personali");

        String erasure = giulia.asksFor("erasure");
        assertThat(giulia.mail(6)).contains("Cancellazione (art. 17 GDPR)");
        assertThat(giulia.proves(erasure)).contains("GDPR");
        assertThat(giulia.mail(7))
                .contains(
                        "Esito della Sua richiesta di cancellazione",
                        "- Prove del consenso: dati conservati fino al giorno " + threeYearsOn
                                + ". Prova del fatto che ha prestato e revocato il consenso",
                        "- Richieste relative ai Suoi diritti: dati conservati fino al giorno "
                                + giulia.day(today().plusYears(3)),
                        "Può proporre reclamo a:\n\nGarante per la protezione dei dati personali\n");
        assertThat(giulia.history())
                .contains(
                        "Iscrizione confermata",
                        "Il consenso è registrato come revocato",
                        "La cancellazione è stata eseguita");
    }

    @Test
    void and_english_to_who_signs_up_in_english() {
        var emma = new Reader("emma", Locale.ENGLISH, "\\b(Suo|Sua|Buongiorno|Informativa|richiesta|Iscrizione)\\b");
        assertThat(emma.form()).contains("Sign up", "E-mail address", "I consent to Interactive Media S.p.A.");
        assertThat(emma.sendsWithoutAnAddress()).contains("Please check what you entered");

        emma.signsUp();
        assertThat(emma.mail(1)).contains("The link works until " + emma.day(today().plusDays(2)) + ", ");
        assertThat(emma.opens("/confirm?token=")).contains("Please confirm");
        assertThat(emma.confirms()).contains("We have recorded what you agreed to");
        assertThat(emma.mail(2)).contains("Version: offers/1/en");
        assertThat(emma.opens("/unsubscribe?token=")).contains("Do you want to withdraw your consent?");

        emma.asksFor("withdrawal");
        String threeYearsOn = emma.day(today().plusYears(3));
        assertThat(emma.mail(3)).contains("We delete\nthe proof by " + threeYearsOn + ".");

        String access = emma.asksFor("access");
        assertThat(emma.mail(4)).contains("by " + emma.due("access") + " at the latest");
        assertThat(emma.proves(access)).contains("GDPR");
        assertThat(emma.mail(5)).contains("Your access answer (Art. 15 GDPR) is ready");
        assertThat(emma.fetches(access)).contains("Information about services and offers by e-mail");

        String erasure = emma.asksFor("erasure");
        assertThat(emma.mail(6)).contains("Erasure (Art. 17 GDPR)");
        assertThat(emma.proves(erasure)).contains("GDPR");
        assertThat(emma.mail(7)).contains("- Records of consent: kept until " + threeYearsOn + ".");
        assertThat(emma.history()).contains("Confirmed the sign-up", "The erasure was carried out");
    }

    @Test
    void first_to_who_speaks_neither() {
        var jonas = new Reader("jonas", Locale.ITALIAN, "\\b(Please|Your?|Privacy notice)\\b");
        assertThat(jonas.opened(PLATFORM.addresses().gateway() + "/" + CONTROLLER + "/confirm?token=x"))
                .contains("Questo link non è valido");
        assertThat(jonas.opened(PLATFORM.addresses().gateway() + "/" + CONTROLLER + "/nowhere"))
                .contains("<html lang=\"it\"", "Qui non c’è nulla");
    }

    private static LocalDate today() {
        String now = PLATFORM.clock().now().toString();
        return LocalDate.ofInstant(Instant.parse(now), ROME);
    }

    /** Somebody with a German browser, who reads every page and mail to its end. */
    private static final class Reader {

        private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        private static final String GERMAN =
                "\\b(Bitte|Sie|Ihre?[nmrs]?|und|nicht|Guten|Datenschutzhinweise|DSGVO|Uhr)\\b";

        private final Person person;
        private final Locale language;
        private final String otherWords;
        private final DeskClient desk = DeskClient.of(CONTROLLER, PLATFORM);

        Reader(String name, Locale language, String otherWords) {
            this.person = Person.named(name, PLATFORM);
            this.language = language;
            this.otherWords = otherWords;
        }

        String day(LocalDate day) {
            return DateTimeFormatter.ofPattern("d MMMM uuuu", language).format(day);
        }

        /** As the form is embedded. */
        String form() {
            Answer form = StoryHttpClient.get(
                    api("/forms/offers?locale=" + language), "Accept-Language", "de", "Accept", "application/json");
            assertThat(form.json().path("language").asString()).isEqualTo(language.toLanguageTag());
            return read(form.body());
        }

        /** As a form without script is sent, and comes back. */
        String sendsWithoutAnAddress() {
            return page(StoryHttpClient.postForm(
                    api("/subscriptions"),
                    Map.of("email", "nobody", "consents", "offers/1/" + language, "locale", language.toLanguageTag()),
                    "Accept",
                    BROWSER,
                    "Accept-Language",
                    "de"));
        }

        void signsUp() {
            assertThat(StoryHttpClient.postJson(
                                    api("/subscriptions"),
                                    Map.of("email", person.email(), "consents", List.of("offers/1/" + language)))
                            .status())
                    .isEqualTo(202);
        }

        /** The page that the first such link leads to. */
        String opens(String part) {
            return shown(person.linkIn(part));
        }

        String shown(String page) {
            Answer answer = Await.until(
                    "the page is shown",
                    () -> StoryHttpClient.get(page, "Accept", BROWSER, "Accept-Language", "de"),
                    shown -> shown.status() == 200);
            return page(answer);
        }

        String opened(String page) {
            Answer answer = Await.until(
                    "the page is shown",
                    () -> StoryHttpClient.get(page, "Accept", BROWSER, "Accept-Language", "de"),
                    shown -> shown.status() != 503);
            return read(answer.body());
        }

        String confirms() {
            String confirmed = page(person.answers(person.linkIn("/confirm?token="), "confirm"));
            Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(person));
            return confirmed;
        }

        /** An address gets a mail that anybody can cause once in a quarter of an hour. */
        String asksFor(String kind) {
            PLATFORM.clock().forward("PT16M");
            return person.linkAfter(
                    "/" + CONTROLLER + "/rights/",
                    () -> assertThat(StoryHttpClient.postJson(
                                            api("/rights-requests"),
                                            Map.of(
                                                    "email",
                                                    person.email(),
                                                    "kind",
                                                    kind,
                                                    "locale",
                                                    language.toLanguageTag()))
                                    .status())
                            .isEqualTo(202));
        }

        /** By when the desk has to answer the one open request of the kind. */
        String due(String kind) {
            JsonNode waiting = Await.until(
                    "the request is in the queue",
                    () -> desk.get("/desk/rights-requests").json(),
                    queue -> queue.valueStream().anyMatch(each -> isOf(kind, each)));
            return waiting.valueStream()
                    .filter(each -> isOf(kind, each))
                    .map(each -> day(LocalDate.parse(each.path("dueOn").asString())))
                    .findFirst()
                    .orElseThrow();
        }

        private static boolean isOf(String kind, JsonNode request) {
            return request.path("kind").asString("").equals(kind);
        }

        String proves(String page) {
            return page(person.presses(page, "prove", ""));
        }

        String fetches(String page) {
            return person.fetches(page).body();
        }

        /** Subject and text, as the mailbox shows them. */
        String mail(int number) {
            JsonNode mail = person.mail(number);
            assertThat(mail.at("/headers/Content-Language").asString("")).isEqualTo(language.toLanguageTag());
            return read(mail.path("subject").asString("") + "\n\n"
                    + mail.path("text").asString("").replace("\r", ""));
        }

        /** What the desk reads of everything on record. */
        String history() {
            return Await.until(
                            "every service says what is on record",
                            () -> desk.get("/subjects/" + desk.subject(person) + "/history", language),
                            history -> history.json().path("missing").isEmpty())
                    .body();
        }

        private String page(Answer answer) {
            assertThat(answer.header("Content-Language")).as(answer.body()).isEqualTo(language.toLanguageTag());
            assertThat(answer.body()).contains("<html lang=\"" + language + "\"");
            return read(answer.body());
        }

        private String read(String text) {
            assertThat(text).doesNotContainPattern(GERMAN).doesNotContainPattern(otherWords);
            return text;
        }

        private static String api(String path) {
            return PLATFORM.addresses().gateway() + "/api/v1/" + CONTROLLER + path;
        }
    }
}
