package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.mail.Moments;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody's mailbox can be flooded through the forms, whichever way and however hard it is tried. */
@ModuleTest
class BombingTest {

    private static final String SUBSCRIPTIONS = "/api/v1/muster/subscriptions";
    private static final int ATTACKS = "full".equals(System.getProperty("nachweis.depth")) ? 10_000 : 400;
    private static final int AT_ONCE = 16;

    private final RunningNewsletter newsletter;

    BombingTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void through_every_door_at_once_brings_one_mail() throws Exception {
        String expired = newsletter.signUp("bombed@example.org");
        newsletter.clock.advance(Duration.ofDays(2));
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var some = new Semaphore(AT_ONCE);
        try (var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            var attacks = IntStream.range(0, ATTACKS)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        some.acquire();
                        try {
                            return statuses.add(attack(i, expired).statusCode());
                        } finally {
                            some.release();
                        }
                    })
                    .toList();
            for (var attack : attackers.invokeAll(attacks)) {
                attack.get();
            }
        }
        // A machine that is too small for the crowd says so; what was counted then may never be sent.
        assertThat(statuses).containsAnyOf(200, 202, 303).isSubsetOf(200, 202, 303, 503);
        settle();
        assertThat(mails()).isBetween(1L, 2L);

        newsletter.clock.advance(Duration.ofMinutes(15));
        IntStream.range(0, 20).forEach(i -> attack(i, expired));
        newsletter.clock.advance(Duration.ofMinutes(15));
        IntStream.range(0, 20).forEach(i -> attack(i, expired));
        newsletter.clock.advance(Duration.ofMinutes(15));
        IntStream.range(0, 20).forEach(i -> attack(i, expired));
        settle();
        assertThat(mails()).as("one before, three on this day").isBetween(3L, 4L);
    }

    /** JSON, a form of the website, a form of another controller, other spellings, and fresh mails for an old link. */
    private HttpResponse<String> attack(int i, String expired) {
        String address = List.of(
                        "bombed@example.org",
                        "Bombed@Example.org",
                        "bom.bed@example.org",
                        "bombed+" + i + "@example.org")
                .get(i / 4 % 4);
        String controller = i / 16 % 2 == 0 ? "muster" : "zweite";
        return switch (i % 4) {
            case 0, 1 -> send(i, controller, "application/json", """
                    {"email": "%s", "consents": ["newsletter/1/de"]}""".formatted(address));
            case 2 ->
                send(
                        i,
                        controller,
                        "application/x-www-form-urlencoded",
                        "consents=newsletter/1/en&email=" + address.replace("+", "%2B"));
            default -> newsletter.press(expired, "renew");
        };
    }

    private HttpResponse<String> send(int i, String controller, String type, String body) {
        return newsletter.sendFrom(
                "198.51." + i / 250 % 250 + "." + i % 250,
                newsletter.request("/api/v1/" + controller + "/subscriptions").POST(BodyPublishers.ofString(body)),
                "Content-Type",
                type);
    }

    @Test
    void from_one_network_ends_soon_and_nobody_is_told() {
        for (int i = 0; i < 40; i++) {
            var answer = newsletter.sendFrom(
                    "2001:db8:7:8::" + Integer.toHexString(i),
                    newsletter.request("/api/v1/zweite/subscriptions").POST(BodyPublishers.ofString("""
                                    {"email": "many%d@example.org", "consents": ["newsletter/1/de"]}""".formatted(i))),
                    "Content-Type",
                    "application/json");
            assertThat(answer.statusCode()).isEqualTo(202);
        }
        settle();
        assertThat(IntStream.range(0, 40)
                        .filter(i ->
                                newsletter.mailsTo("many" + i + "@example.org").size() == 1))
                .hasSize(30);
    }

    /** One customer of a provider has them all. */
    @Test
    void from_sixty_networks_around_one_place_ends_soon_too() {
        for (int i = 0; i < 60; i++) {
            newsletter.sendFrom(
                    "2001:db8:9:" + Integer.toHexString(i) + "::1",
                    newsletter.request("/api/v1/zweite/subscriptions").POST(BodyPublishers.ofString("""
                                    {"email": "around%d@example.org", "consents": ["newsletter/1/de"]}""".formatted(i))),
                    "Content-Type",
                    "application/json");
        }
        settle();
        assertThat(newsletter.mails("around\\d+@example\\.org")).isEqualTo(35);
    }

    @Test
    void under_eight_aliases_brings_one_mail() {
        for (String alias : List.of(
                "harried@fastmail.com",
                "harried+a@fastmail.com",
                "harried+b@fastmail.com",
                "shop@harried.fastmail.com",
                "bank@harried.fastmail.com",
                "c@harried.fastmail.com",
                "d+e@harried.fastmail.com",
                "Harried+f@FASTMAIL.com")) {
            newsletter.postJson(SUBSCRIPTIONS, """
                    {"email": "%s", "consents": ["newsletter/1/de"]}""".formatted(alias));
        }
        settle();
        assertThat(newsletter.mails(".*harried.*fastmail\\.com")).isOne();
    }

    @Test
    void ends_for_months_when_its_victim_says_so() {
        String victim = "pestered@example.org";
        String link = newsletter.signUp(victim);
        var until =
                newsletter.clock.instant().atZone(ZoneId.of("Europe/Berlin")).plusMonths(6);
        assertThat(newsletter.press(link, "deny").body())
                .contains("Danke für den Hinweis", "Das war ein Versehen", "verschlüsselte Kennung")
                .contains("bis zum " + Moments.day(until.toLocalDate(), Locale.GERMAN));

        newsletter.clock.advance(Duration.ofDays(30));
        for (String spelling : List.of(victim, "Pestered+x@example.org")) {
            assertThat(newsletter
                            .postJson(SUBSCRIPTIONS, """
                                    {"email": "%s", "consents": ["newsletter/1/de"]}""".formatted(spelling))
                            .body())
                    .isEqualTo("{\"status\":\"accepted\"}");
        }
        settle();
        assertThat(newsletter.mailsTo(victim)).hasSize(1);
        RunningNewsletter.await(() -> newsletter.types(victim).isEmpty());

        newsletter.clock.advance(Duration.ofDays(155));
        assertThat(newsletter.get(link).body())
                .contains("schicken wir wieder eine E-Mail")
                .doesNotContain("schicken wir keine");
        assertThat(newsletter.press(newsletter.signUp(victim), "confirm").body())
                .contains("<h1>Bestätigt</h1>");
    }

    private void settle() {
        newsletter.settle();
    }

    /** Mails to any spelling of the victim's address. */
    private long mails() {
        return newsletter.mails("bom\\.?bed(\\+.*)?@example\\.org");
    }
}
