package io.nachweis.benchmarks;

import io.nachweis.testing.Image;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The environment that a part needs which is started by itself: a database, secrets, the policies. Nobody else is
 * there.
 */
record PartEnvironment(Server server, String database, Path folder) implements AutoCloseable {

    private static final String NOBODY = "127.0.0.1:1";
    private static final String[] KEYS = {
        "master", "gateway", "subject-idm", "consent-tokens", "lead-tokens", "newsletter-tokens", "rights-tokens"
    };
    private static final Path POLICIES = Part.HOME.resolve("deploy/controllers");

    static PartEnvironment make() throws IOException {
        Server server = Server.start();
        var made = new PartEnvironment(server, server.mongo().openTcp(0), Files.createTempDirectory("nachweis-parts"));
        TestSecrets.write(made.secrets(), KEYS);
        copy(POLICIES, made.policies());
        return made;
    }

    Path secrets() {
        return folder.resolve("secrets");
    }

    Path policies() {
        return folder.resolve("policies");
    }

    Image image(String part) {
        return Image.whole(Part.HOME, part, folder.resolve("images"));
    }

    /** Of {@code deploy/compose.yaml}, and these. */
    Map<String, String> variables(Map<String, String> these) {
        String nobody = "http://" + NOBODY;
        var variables = new HashMap<>(Map.of(
                "MONGODB_URI",
                database,
                "KAFKA_BOOTSTRAP_SERVERS",
                NOBODY,
                "SMTP_URL",
                "smtp://" + NOBODY,
                "OIDC_ISSUER_URI",
                nobody,
                "PUBLIC_URL",
                "http://localhost:8080",
                "NACHWEIS_SECRETS",
                secrets().toString(),
                "NACHWEIS_CONTROLLERS",
                policies().toString(),
                "NACHWEIS_OUTSIDE",
                TestSecrets.folder(folder.resolve("outside")).toString()));
        Stream.of("CONSENT_URL", "LEAD_URL", "NEWSLETTER_URL", "RIGHTS_URL").forEach(url -> variables.put(url, nobody));
        variables.putAll(these);
        return variables;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
