package io.nachweis.listmonk;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The two calls of Nachweis that a mailing tool needs. */
final class Nachweis {

    private static final int NOT_FOUND = 404;

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
                    Map.of("channel", "other", "receivedAt", receivedAt.toString()));
        } catch (AdapterHttpClient.Refused e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
    }
}
