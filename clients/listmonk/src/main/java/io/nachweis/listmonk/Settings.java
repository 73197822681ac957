package io.nachweis.listmonk;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the adapter has to be told, all by environment variables.
 *
 * @param nachweis the gateway
 * @param token a file with an access token of role app for this purpose; read for every call, so that it can be renewed
 * @param listmonkUser a file with {@code user:token} of an API user of listmonk
 * @param list the number of the list in listmonk; nothing else should add anybody to it
 * @param cursor a file that remembers how far the list is in step
 */
record Settings(
        URI nachweis,
        String controller,
        String purpose,
        Path token,
        URI listmonk,
        Path listmonkUser,
        int list,
        Path cursor,
        Duration every) {

    static Settings of(Map<String, String> environment) {
        var given = new Given(environment);
        return new Settings(
                URI.create(given.text("NACHWEIS_URL").replaceFirst("/+$", "")),
                given.text("NACHWEIS_CONTROLLER"),
                given.text("NACHWEIS_PURPOSE"),
                Path.of(given.text("NACHWEIS_TOKEN_FILE")),
                URI.create(given.text("LISTMONK_URL").replaceFirst("/+$", "")),
                Path.of(given.text("LISTMONK_USER_FILE")),
                Integer.parseInt(given.text("LISTMONK_LIST")),
                Path.of(given.text("CURSOR_FILE")),
                Duration.parse(environment.getOrDefault("EVERY", "PT1M")));
    }

    private record Given(Map<String, String> environment) {

        String text(String name) {
            String value = environment.getOrDefault(name, "");
            if (value.isBlank()) {
                throw new IllegalArgumentException(name + " must be set");
            }
            return value.strip();
        }
    }
}
