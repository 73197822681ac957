package io.nachweis.lifecycle.rules;

import io.nachweis.lifecycle.rules.AdoptedRules.AdoptRules;
import io.nachweis.lifecycle.rules.RetentionRulesAdopted.AdoptedRule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdoptingRulesTest {

    private static final UUID RULES = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final AdoptedRule LONG = new AdoptedRule("leads", List.of("after download, P24M from trigger"));
    private static final AdoptedRule SHORT = new AdoptedRule("leads", List.of("after download, P12M from trigger"));

    private final FixtureConfiguration<AdoptedRules> fixture = new AggregateTestFixture<>(AdoptedRules.class);

    @Test
    void the_first_ones_adopt_themselves() {
        fixture.givenNoPriorActivity().when(command(LONG, null)).expectEvents(event(LONG, null));
    }

    /** Whoever can change the file alone must not end with it what is stored. */
    @Test
    void others_do_not() {
        fixture.given(event(LONG, null)).when(command(SHORT, null)).expectNoEvents();
        fixture.given(event(LONG, null), event(SHORT, "privacy-desk"))
                .when(command(LONG, null))
                .expectNoEvents();
    }

    @Test
    void somebody_adopts_what_has_changed_once() {
        fixture.given(event(LONG, null))
                .when(command(SHORT, "privacy-desk"))
                .expectEvents(event(SHORT, "privacy-desk"));
        fixture.given(event(LONG, null), event(SHORT, "privacy-desk"))
                .when(command(SHORT, "privacy-desk"))
                .expectNoEvents();
    }

    private static AdoptRules command(AdoptedRule rule, @Nullable String by) {
        return new AdoptRules(RULES, "idm", List.of(rule), by, NOW, null);
    }

    private static RetentionRulesAdopted event(AdoptedRule rule, @Nullable String by) {
        return new RetentionRulesAdopted(RULES, "idm", List.of(rule), by, NOW, null);
    }
}
