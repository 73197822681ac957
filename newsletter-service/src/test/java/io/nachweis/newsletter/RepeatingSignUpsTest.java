package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A sign-up with an {@code Idempotency-Key} is one sign-up, however often it is sent. */
@ModuleTest
class RepeatingSignUpsTest {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final RunningNewsletter newsletter;
    private final String key = UUID.randomUUID().toString();

    RepeatingSignUpsTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    private static String someone() {
        return "repeats-" + UUID.randomUUID() + "@example.org";
    }

    private HttpResponse<String> post(String type, String body) {
        return newsletter.send(
                newsletter.request("/api/v1/muster/subscriptions").POST(BodyPublishers.ofString(body)),
                "Content-Type",
                type,
                "Idempotency-Key",
                '"' + key + '"');
    }

    private static String json(String email) {
        return "{\"email\": \"%s\", \"consents\": [\"newsletter/1/de\"]}".formatted(email);
    }

    private static String form(String email) {
        return "email=%s&consents=newsletter/1/de".formatted(email);
    }

    private List<String> requestsOf(String email) {
        return newsletter.types(email).stream()
                .filter("subscription.requested.v1"::equals)
                .toList();
    }

    /** One more sign-up afterwards: when its mail is there, others would be too. */
    private void assertOneMail(String email) {
        newsletter.signUp(someone());
        assertThat(newsletter.mailsTo(email)).hasSize(1);
        assertThat(requestsOf(email)).hasSize(1);
    }

    @Test
    void sends_one_mail_and_answers_the_same() {
        String email = someone();
        var first = post(JSON, json(email));
        newsletter.nextMail(email, 0);
        var again = post(JSON, json(email));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().map().keySet())
                .isEqualTo(first.headers().map().keySet());
        assertOneMail(email);
    }

    @Test
    void holds_for_forms_too() {
        String email = someone();
        var first = post(FORM, form(email));
        newsletter.nextMail(email, 0);
        var again = post(FORM, form(email));

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertOneMail(email);
    }

    @Test
    void refuses_another_body_whether_the_address_is_known_or_not() {
        String known = someone();
        newsletter.signUpAndConfirm(known);
        post(JSON, json(someone()));

        for (String email : List.of(known, someone())) {
            var refused = post(JSON, json(email));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("/problems/idempotency-key-reused")
                    .doesNotContain(email);
        }
    }

    @Test
    void tells_nothing_of_an_address_that_is_known() {
        String known = someone();
        newsletter.signUpAndConfirm(known);

        assertThat(post(JSON, json(known)).statusCode()).isEqualTo(202);
        assertThat(post(JSON, json(known)).statusCode()).isEqualTo(202);
        assertThat(post(JSON, json(someone())).statusCode()).isEqualTo(422);
    }

    @Test
    void sends_one_mail_when_many_come_at_once() {
        String email = someone();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> post(JSON, json(email)), threads))
                    .limit(8)
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join))
                    .extracting(HttpResponse::statusCode)
                    .contains(202)
                    .isSubsetOf(202, 409);
        }
        newsletter.nextMail(email, 0);

        assertOneMail(email);
    }

    @Test
    void sends_one_mail_when_the_service_died_before_it_noted_that_it_was_done() {
        String email = someone();
        post(JSON, json(email));
        newsletter.nextMail(email, 0);
        newsletter
                .database()
                .getCollection("requests")
                .updateMany(
                        new Document(),
                        Updates.combine(Updates.set("done", false), Updates.set("until", Date.from(Instant.EPOCH))));

        assertThat(post(JSON, json(email)).statusCode()).isEqualTo(202);
        assertOneMail(email);
    }
}
