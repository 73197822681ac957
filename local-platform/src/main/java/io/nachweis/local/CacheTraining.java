package io.nachweis.local;

import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.policy.Controllers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** Trains the class-data cache of an image: lends a part that starts by itself a database and secrets until it ends. */
public final class CacheTraining {

    private static final String NOBODY = "127.0.0.1:1";

    private CacheTraining() {}

    /** @param args the folder of the policies, and the command that starts the part */
    public static void main(String... args) throws IOException, InterruptedException {
        Path controllers = Path.of(args[0]);
        List<String> command = List.of(args).subList(1, args.length);
        Path folder = Files.createTempDirectory("nachweis-rehearsal");
        int ended;
        try (EmbeddedMongo mongo = EmbeddedMongo.start(folder.resolve("mongo"))) {
            PlatformSecrets secrets = new PlatformSecrets(Files.createDirectory(folder.resolve("secrets")));
            secrets.ensureAll(Controllers.load(controllers));
            ProcessBuilder part = new ProcessBuilder(command).inheritIO();
            part.environment()
                    .putAll(Map.of(
                            "MONGODB_URI",
                            mongo.openTcp(0),
                            "KAFKA_BOOTSTRAP_SERVERS",
                            NOBODY,
                            "SMTP_URL",
                            "smtp://" + NOBODY,
                            "OIDC_ISSUER_URI",
                            "http://" + NOBODY,
                            "PUBLIC_URL",
                            "http://" + NOBODY,
                            "NACHWEIS_SECRETS",
                            secrets.folder().toString(),
                            "NACHWEIS_CONTROLLERS",
                            controllers.toString(),
                            "NACHWEIS_OUTSIDE",
                            Files.createDirectory(folder.resolve("outside")).toString()));
            List.of("CONSENT_URL", "LEAD_URL", "NEWSLETTER_URL", "RIGHTS_URL")
                    .forEach(url -> part.environment().put(url, "http://" + NOBODY));
            ended = part.start().waitFor();
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(ended);
    }
}
