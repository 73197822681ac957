package io.nachweis.forms.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.event.EmailAddress;
import io.nachweis.policy.Limit;
import io.nachweis.policy.NetworkLimits;
import io.nachweis.starter.sample.TestMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final List<Limit> LIMITS =
            List.of(new Limit(1, Duration.ofMinutes(15)), new Limit(3, Duration.ofDays(1)));

    private final MongoDatabase database = TestMongo.newDatabase();
    private final RateLimits counters = new RateLimits(database);

    @Test
    void allows_one_in_a_quarter_of_an_hour_and_three_in_a_day() {
        assertThat(IntStream.of(0, 0, 14, 15, 29, 30, 45, 24 * 60 - 1, 24 * 60, 24 * 60 + 14, 24 * 60 + 15)
                        .mapToObj(this::atMinute))
                .containsExactly(true, false, false, true, false, true, false, false, true, false, true);
    }

    @Test
    void counts_everybody_apart() {
        assertThat(counters.take("one", LIMITS, NOON)).isTrue();
        assertThat(counters.take("another", LIMITS, NOON)).isTrue();
    }

    @Test
    void allows_everything_where_there_is_no_limit() {
        assertThat(IntStream.range(0, 5).allMatch(_ -> counters.take("k", List.of(), NOON)))
                .isTrue();
        assertThat(counters()).isZero();
    }

    /** Two instances are two of these on one database. */
    @Test
    void lets_no_crowd_past_a_limit() throws Exception {
        var limits = List.of(new Limit(7, Duration.ofDays(1)));
        var instances = List.of(counters, new RateLimits(database));
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 200)
                    .<Callable<Boolean>>mapToObj(i -> () -> instances.get(i % 2).take("victim", limits, NOON))
                    .toList();
            int allowed = 0;
            for (var each : crowd.invokeAll(all)) {
                allowed += each.get() ? 1 : 0;
            }
            assertThat(allowed).isEqualTo(7);
        }
    }

    @Test
    void forgets_what_counts_no_more_and_holds_no_more_than_it_needs() {
        atMinute(0);
        counters.forgetUntil(NOON.plus(Duration.ofHours(23)));
        assertThat(counters()).isOne();
        counters.forgetUntil(NOON.plus(Duration.ofDays(1)));
        assertThat(counters()).isZero();

        IntStream.range(0, 20).forEach(day -> atMinute(day * 24 * 60));
        assertThat(counter().getList("taken", Object.class)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "a.person@example.org, A.Person+news@Example.ORG",
        "aperson@example.org, a.per.son@example.org",
        "someone@gmail.com, s.o.m.e.o.n.e+x+y@googlemail.com",
        "someone@fastmail.com, shop@someone.fastmail.com",
        "someone@fastmail.com, someone+x@fastmail.com",
        "someone@proton.me, some_one@pm.me",
        "someone@proton.me, Some.One+x@protonmail.com",
        "someone@icloud.com, someone+x@me.com",
        "someone@yahoo.com, someone-shop@yahoo.com",
        "some-one@yandex.ru, some.one@ya.ru",
        "someone@posteo.de, someone@posteo.net",
        "someone@outlook.com, someone+x@outlook.com",
    })
    void takes_several_spellings_for_one_mailbox(String one, String other) {
        assertThat(CanonicalMailbox.of(EmailAddress.of(one))).isEqualTo(CanonicalMailbox.of(EmailAddress.of(other)));
    }

    @ParameterizedTest
    @CsvSource({
        "a@example.org, b@example.org",
        "a@example.org, a@example.com",
        "+a@example.org, +b@example.org",
        "some.one@outlook.com, someone@outlook.com",
        "someone@outlook.com, someone@hotmail.com",
        "a@someone.example.org, someone@example.org",
    })
    void does_not_take_other_mailboxes_for_one(String one, String other) {
        assertThat(CanonicalMailbox.of(EmailAddress.of(one))).isNotEqualTo(CanonicalMailbox.of(EmailAddress.of(other)));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:192.0.2.7, 192.0.2.7, true",
    })
    void takes_half_of_an_ipv6_address_for_a_network(String one, String other, boolean same) {
        assertThat(Network.of(one, NetworkLimits.NONE).equals(Network.of(other, NetworkLimits.NONE)))
                .isEqualTo(same);
    }

    private boolean atMinute(int minute) {
        return counters.take("k", LIMITS, NOON.plus(Duration.ofMinutes(minute)));
    }

    private long counters() {
        return database.getCollection("caps").countDocuments();
    }

    private Document counter() {
        return database.getCollection("caps").find().into(new ArrayList<>()).getFirst();
    }
}
