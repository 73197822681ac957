package io.nachweis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.Entry;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Condition;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.Retention.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** By the policy of IDM, which moves leads to the rule of customers' contacts, and enquiries to that of their letters. */
class MovingToAnotherRuleTest {

    private static final Map<Trigger, Instant> GOES_ON = Map.of();
    private static final Map<Trigger, Instant> REVOKED =
            Map.of(Trigger.REVOCATION, Instant.parse("2026-06-01T10:00:00Z"));
    private static final Map<Trigger, Instant> FETCHED =
            Map.of(Trigger.DOWNLOAD, Instant.parse("2026-03-01T10:00:00Z"));

    private final ControllerPolicy idm =
            Controllers.load(Path.of("../../deploy/controllers")).find("idm").orElseThrow();

    @Test
    void nothing_ends_while_a_relationship_goes_on() {
        assertThat(endOf("whitepaper-leads", FETCHED, List.of(GOES_ON))).isEmpty();
        assertThat(endOf("whitepaper-leads", FETCHED, List.of(ended("2026-05-01"), GOES_ON)))
                .isEmpty();
    }

    @Test
    void letters_of_a_customer_have_a_time_of_their_own() {
        Map<Trigger, Instant> answered = Map.of(
                Trigger.LAST_CONTACT, Instant.parse("2026-03-01T10:00:00Z"),
                Trigger.CLOSING, Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(endOf("enquiries", answered, List.of(GOES_ON))).contains("2032-12-31");
        assertThat(endOf("enquiries", answered, List.of(ended("2027-06-30")))).contains("2032-12-31");
        assertThat(endOf("enquiries", answered, List.of())).contains("2026-04-01");
    }

    @Test
    void the_time_runs_from_the_end_of_the_year_in_which_the_last_one_ended() {
        assertThat(endOf("whitepaper-leads", FETCHED, List.of(ended("2027-06-30"))))
                .contains("2030-12-31");
        assertThat(endOf("whitepaper-leads", FETCHED, List.of(ended("2028-01-01"), ended("2027-06-30"))))
                .contains("2031-12-31");
    }

    @Test
    void its_own_rule_counts_where_there_is_none_or_it_was_a_mistake_or_had_ended_before() {
        assertThat(endOf("whitepaper-leads", FETCHED, List.of())).contains("2028-03-01");
        assertThat(endOf("whitepaper-leads", FETCHED, List.of(REVOKED))).contains("2028-03-01");
        assertThat(endOf("whitepaper-leads", FETCHED, List.of(ended("2026-02-28"))))
                .contains("2028-03-01");
        assertThat(endOf("whitepaper-leads", FETCHED, List.of(ended("2026-03-01"))))
                .as("on its last day it goes on")
                .contains("2029-12-31");
    }

    @Test
    void a_relationship_itself_ends_by_its_own_end_and_others_are_not_moved() {
        assertThat(endOf("contract-contacts", ended("2026-05-01"), List.of(ended("2026-05-01"), GOES_ON)))
                .contains("2029-12-31");
        assertThat(endOf(
                        "consent-records",
                        Map.of(Trigger.WITHDRAWAL, Instant.parse("2026-03-01T10:00:00Z")),
                        List.of(GOES_ON)))
                .contains("2029-03-01");
    }

    @Test
    void a_service_that_knows_of_no_relationships_cannot_carry_the_policy_out() {
        KeptCases leads = kept("whitepaper-leads", Optional.empty());
        assertThat(new CarriedOutMoves(List.of(leads)).unmet(idm))
                .containsExactly(
                        "categories.whitepaper-leads.moves: cannot be carried out, because who stores these knows"
                                + " of no relationship");
        assertThat(new CarriedOutMoves(List.of(leads, kept("contract-contacts", Optional.of(Condition.RELATIONSHIP))))
                        .unmet(idm))
                .isEmpty();
    }

    private Map<Trigger, Instant> ended(String day) {
        return Map.of(Trigger.END_OF_RELATIONSHIP, LegalClock.of(idm).lastOf(LocalDate.parse(day)));
    }

    private Optional<String> endOf(
            String category, Map<Trigger, Instant> happened, List<Map<Trigger, Instant>> relationships) {
        return CountingRule.of(idm, category, happened, Map.of(Condition.RELATIONSHIP, relationships))
                .orElseThrow()
                .end(LegalClock.of(idm))
                .map(end -> end.due().on())
                .map(LocalDate::toString);
    }

    private static KeptCases kept(String category, Optional<Condition> condition) {
        return new KeptCases() {
            @Override
            public String category() {
                return category;
            }

            @Override
            public Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
                return Map.of();
            }

            @Override
            public Optional<Condition> condition() {
                return condition;
            }
        };
    }
}
