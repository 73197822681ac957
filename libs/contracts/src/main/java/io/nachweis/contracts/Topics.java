package io.nachweis.contracts;

import java.time.Duration;

/** The names of the topics and how they are made; each service writes its own only. */
public final class Topics {

    public static final String CONSENTS = "nachweis.consents";
    public static final String CONSENT_STATE = "nachweis.consents.state";

    /** Orders about a person that concern every service. */
    public static final String SUBJECTS = "nachweis.subjects";

    /** How long facts stay on a topic; they carry pseudonyms, so not for ever (Art. 5(1)(e) GDPR). */
    public static final Duration RETENTION = Duration.ofDays(30);

    private Topics() {}

    /** The topic of a service's own facts. */
    public static String of(String service) {
        return "nachweis." + service;
    }

    /** The CloudEvents {@code source} that alone speaks on a topic. */
    public static String source(String topic) {
        return switch (topic) {
            case CONSENTS, CONSENT_STATE -> "/consent";
            case SUBJECTS -> "/rights";
            default -> "/" + topic.replaceFirst("^nachweis\\.", "");
        };
    }

    /** How a topic is made unless the operator made it before. */
    public static TopicSettings settings(String topic) {
        return settings(topic, RETENTION);
    }

    /** The same with facts that stay for another time; the compacted topic has none. */
    public static TopicSettings settings(String topic, Duration retention) {
        return topic.equals(CONSENT_STATE) ? TopicSettings.compacted(topic) : TopicSettings.bounded(topic, retention);
    }
}
