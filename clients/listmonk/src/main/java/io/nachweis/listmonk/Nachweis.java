package io.nachweis.listmonk;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The two calls of Nachweis that a mailing tool needs. */
final class Nachweis {

    /** The refusal of a place to go on from that is not in the log of today. */
    static final String UNKNOWN_CURSOR = "unknown-cursor";

    private static final String NO_CONSENT_KNOWN = "no-consent-known";

    private final AdapterHttpClient http;
    private final String controller;
    private final String purpose;

    Nachweis(AdapterHttpClient http, String controller, String purpose) {
        this.http = http;
        this.controller = controller;
        this.purpose = purpose;
    }

    /** Where the changes of the audience begin. */
    String start() {
        return "/api/v1/" + controller + "/audiences/" + purpose + "/changes";
    }

    JsonNode changes(String next) throws IOException, InterruptedException {
        return http.get(next);
    }

    /** Somebody unsubscribed with the mailing tool; of who was erased meanwhile there is nothing left to withdraw. */
    void withdraw(String subject, Instant receivedAt) throws IOException, InterruptedException {
        try {
            http.send(
                    "POST",
                    "/api/v1/" + controller + "/subjects/" + subject + "/purposes/" + purpose + "/withdrawals",
                    Map.of("channel", "application", "receivedAt", receivedAt.toString()));
        } catch (AdapterHttpClient.Refused e) {
            if (!e.is(NO_CONSENT_KNOWN)) {
                throw e;
            }
        }
    }
}
