package io.nachweis.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The domain's clock of a trial, which goes forward only. */
public record TrialClock(String site) {

    public Instant now() {
        return Instant.parse(
                StoryHttpClient.get(site + "/clock").json().path("now").asString(""));
    }

    /** @param time a period or duration as ISO 8601 writes it */
    public void forward(String time) {
        StoryHttpClient.postJson(site + "/clock", Map.of("forward", time));
    }

    public void forwardTo(Instant time) {
        forward(Duration.between(now(), time).toString());
    }
}
