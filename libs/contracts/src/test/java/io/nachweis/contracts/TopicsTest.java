package io.nachweis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void of_facts_keep_thirty_days() {
        assertThat(Topics.settings(Topics.CONSENTS))
                .isEqualTo(new TopicSettings(
                        "nachweis.consents",
                        6,
                        Map.of("cleanup.policy", "delete", "retention.ms", "2592000000", "segment.ms", "86400000")));
        assertThat(Topics.settings(Topics.of("newsletter")).name()).isEqualTo("nachweis.newsletter");
    }

    @Test
    void of_facts_keep_as_long_as_the_operator_says() {
        assertThat(Topics.settings(Topics.of("newsletter"), Duration.ofHours(2)).config())
                .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "7200000");
    }

    @Test
    void of_states_are_compacted_and_lose_what_was_erased_within_a_day() {
        assertThat(Topics.settings(Topics.CONSENT_STATE).config())
                .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact")
                .containsEntry(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "86400000");
    }
}
