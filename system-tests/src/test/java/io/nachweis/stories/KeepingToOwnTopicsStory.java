package io.nachweis.stories;

import io.nachweis.contracts.Topics;
import io.nachweis.faults.StolenKafkaLogin;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By somebody who took one service over and has its login at the broker; of a platform for real see {@link RunningForRealStory}. */
@StoryTest
class KeepingToOwnTopicsStory {

    private final PlatformUnderTest platform;

    KeepingToOwnTopicsStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead", "newsletter"})
    void a_service_writes_nothing_for_another_and_makes_and_removes_no_topic(String service) {
        new StolenKafkaLogin(
                        platform.addresses().kafkaLogins(), platform.folder().secrets(), service)
                .assertOpensNothingOfOthers(Topics.of(service));
    }
}
