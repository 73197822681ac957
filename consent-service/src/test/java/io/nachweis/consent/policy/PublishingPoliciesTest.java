package io.nachweis.consent.policy;

import io.nachweis.consent.policy.PolicyPublications.PublishInForce;
import io.nachweis.consent.policy.PolicyPublications.PublishPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishingPoliciesTest {

    private static final UUID STREAM = UUID.fromString("2f2e8b0c-7d6e-4a53-9b0a-0a1c1d0f2a02");
    private static final UUID APPROVAL = UUID.fromString("2f2e8b0c-7d6e-4a53-9b0a-0a1c1d0f2a01");

    private static final Instant MARCH = Instant.parse("2026-03-02T07:59:59.123456Z");
    private static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");

    private static final String OLD = "b".repeat(64);
    private static final String NEW = "a".repeat(64);

    static final PolicyPublished BY_A_START = new PolicyPublished(
            STREAM, "idm", "2026-04", OLD, MARCH, null, Instant.parse("2026-03-02T08:00:00Z"), null);

    static final PolicyPublished BY_AN_APPROVER = new PolicyPublished(
            STREAM, "idm", "2027-01", NEW, JANUARY, "approver", Instant.parse("2026-12-01T08:00:00Z"), APPROVAL);

    private final FixtureConfiguration<PolicyPublications> policies =
            new AggregateTestFixture<>(PolicyPublications.class);

    @Test
    void puts_the_first_start_on_record() {
        policies.givenNoPriorActivity().when(new PublishInForce(BY_A_START)).expectEvents(BY_A_START);
    }

    @Test
    void puts_it_on_record_once_however_many_instances_start() {
        policies.given(BY_A_START)
                .when(new PublishInForce(started(OLD, MARCH.plusSeconds(5), MARCH.plusSeconds(6))))
                .expectNoEvents();
    }

    @Test
    void publishes_by_one_approval_once() {
        policies.given(BY_A_START, BY_AN_APPROVER, by("privacy-desk", OLD, JANUARY.plusSeconds(9), null))
                .when(new PublishPolicy(by("approver", NEW, JANUARY.plusSeconds(99), APPROVAL)))
                .expectNoEvents();
    }

    @Test
    void says_nothing_twice() {
        policies.given(BY_A_START, BY_AN_APPROVER)
                .when(new PublishPolicy(by("privacy-desk", NEW, JANUARY.plusSeconds(1), null)))
                .expectNoEvents();
    }

    @Test
    void brings_it_forward() {
        var atOnce = by("privacy-desk", NEW, JANUARY.minusSeconds(1), null);
        policies.given(BY_A_START, BY_AN_APPROVER)
                .when(new PublishPolicy(atOnce))
                .expectEvents(atOnce);
    }

    @Test
    void leaves_to_come_what_is_published_for_later() {
        policies.given(BY_A_START, BY_AN_APPROVER)
                .when(new PublishInForce(started(OLD, MARCH, JANUARY.minusSeconds(1))))
                .expectNoEvents();
    }

    /** The attack: a service is started with the old file once the new one was approved. */
    @Test
    void does_not_take_an_approved_version_back_because_a_start_goes_on_with_the_one_before() {
        policies.given(BY_A_START, BY_AN_APPROVER)
                .when(new PublishInForce(started(OLD, MARCH, JANUARY.plus(Duration.ofDays(1)))))
                .expectNoEvents();
    }

    @Test
    void puts_a_file_on_record_that_was_put_back_where_nobody_has_to_approve_it() {
        var back = started(OLD, JANUARY.plusSeconds(60), JANUARY.plusSeconds(61));
        policies.given(BY_A_START, BY_AN_APPROVER)
                .when(new PublishInForce(back))
                .expectEvents(back);
    }

    private static PolicyPublished started(String sha256, Instant since, Instant now) {
        return new PolicyPublished(STREAM, "idm", "2026-04", sha256, since, null, now, null);
    }

    private static PolicyPublished by(String role, String sha256, Instant from, @Nullable UUID approval) {
        return new PolicyPublished(STREAM, "idm", "2027-01", sha256, from, role, from, approval);
    }
}
