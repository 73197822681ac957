package io.nachweis.consent;

import static io.nachweis.consent.Somebody.EIGHT;
import static io.nachweis.consent.Somebody.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.event.SubjectId;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From e-mail addresses to pseudonyms. */
@ModuleTest
class LookingUpPseudonymsTest {

    private final RunningConsent service;

    LookingUpPseudonymsTest(RunningConsent service) {
        this.service = service;
    }

    @Test
    void pseudonyms_are_looked_up_in_order_and_alike_for_known_and_unknown() {
        SubjectId known = service.subject("known@example.org");
        service.hears(service.newsletter().says(known, given("s", EIGHT, EIGHT)));

        Answer answer = lookup("{\"emails\":[\"unknown@example.org\",\"Known@EXAMPLE.org\"]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("[{\"subject\":\"" + service.subject("unknown@example.org") + "\"},{\"subject\":\"" + known
                        + "\"}]");
    }

    @Test
    void a_thousand_addresses_are_looked_up_and_one_more_is_refused() {
        assertThat(lookup(addresses(1000)).body()).hasSize(1000);
        assertThat(lookup(addresses(1001)))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(400))
                .satisfies(refused -> assertThat(
                                refused.body().at("/errors/0/field").stringValue())
                        .isEqualTo("emails"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"emails\":[\"a@example.org\",\"canary\"]}", "{\"emails\":[null]}", "{\"emails\":7}"})
    void what_is_no_address_is_refused_and_not_repeated(String body) {
        Answer refused = lookup(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").stringValue()).startsWith("emails");
        assertThat(refused.text()).doesNotContain("canary");
    }

    /**
     * The attacker holds an application's token and 20,000 addresses, and asks from 16 connections at once; other clients
     * look persons up meanwhile.
     */
    @Test
    void a_client_looks_up_so_many_and_others_go_on() throws Exception {
        String attacker = service.issuer.token("app", claims -> claims.subject("crm-" + UUID.randomUUID()));
        String body = addresses(1000);
        Callable<HttpResponse<String>> asking =
                () -> service.postJson(Somebody.SUBJECTS + "lookup", body, "Authorization", "Bearer " + attacker);

        List<Future<HttpResponse<String>>> answers;
        try (var threads = Executors.newFixedThreadPool(16)) {
            answers = threads.invokeAll(Stream.generate(() -> asking).limit(20).toList());
        }

        int served = 0;
        for (var each : answers) {
            var answer = each.get();
            if (answer.statusCode() == 200) {
                served++;
            } else {
                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(answer.body()).contains("/problems/lookup-quota-reached");
                assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                        .isPositive();
            }
        }
        assertThat(served).isEqualTo(5);
        assertThat(lookup("{\"emails\":[\"a@example.org\"]}").status()).isEqualTo(200);
    }

    private Answer lookup(String body) {
        String token = service.issuer.token("privacy-desk", claims -> claims.subject("desk-" + UUID.randomUUID()));
        return service.postAs(token, Somebody.SUBJECTS + "lookup", body);
    }

    private static String addresses(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"person-" + i + "@example.org\"")
                .collect(Collectors.joining(",", "{\"emails\":[", "]}"));
    }
}
