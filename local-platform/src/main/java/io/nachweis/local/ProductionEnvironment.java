package io.nachweis.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The production environment: mail, sign-in and secrets are the operator's, and there is nothing for developers. */
final class ProductionEnvironment implements PlatformEnvironment {

    private static final List<String> NEEDED = List.of("PUBLIC_URL", "SMTP_URL", "OIDC_ISSUER_URI", "NACHWEIS_SECRETS");

    private final Map<String, String> environment;
    private final Ports ports;
    private final Path data;
    private final Path secrets;

    private ProductionEnvironment(Map<String, String> environment, Ports ports, Path data, Path secrets) {
        this.environment = environment;
        this.ports = ports;
        this.data = data;
        this.secrets = secrets;
    }

    /** Refuses before anything is made, and names everything that is missing at once. */
    static ProductionEnvironment of(Map<String, String> environment, Ports ports, Path data) {
        List<String> missing = NEEDED.stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new CannotRun("--real needs in the environment: " + String.join(", ", missing)
                    + ". docs/operations.md says what each is.");
        }
        Path secrets = Path.of(Objects.requireNonNull(environment.get("NACHWEIS_SECRETS")));
        if (!Files.isDirectory(secrets)) {
            throw new CannotRun("There is no folder " + secrets + " for the secrets. Make it, for yourself alone.");
        }
        Path where = resolved(secrets);
        if (where.startsWith(resolved(data)) || resolved(data).startsWith(where)) {
            throw new CannotRun("The secrets in " + secrets + " and the data in " + data
                    + " would be copied together: whoever has both can read everything. Keep them apart.");
        }
        return new ProductionEnvironment(environment, ports, data, where);
    }

    /** Where it really lies, also when it is still to be made. */
    private static Path resolved(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Path parent = absolute.getParent();
            return Files.exists(absolute) || parent == null
                    ? absolute.toRealPath()
                    : resolved(parent).resolve(absolute.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path secrets() {
        return secrets;
    }

    Path controllers(Path home) {
        String folder = environment.getOrDefault("NACHWEIS_CONTROLLERS", "");
        return folder.isBlank()
                ? home.resolve("deploy/controllers")
                : Path.of(folder).toAbsolutePath();
    }

    @Override
    public List<String> settings() {
        return List.of(
                "--MONGODB_URI=" + ports.mongoUri(),
                "--SMTP_URL=" + environment.get("SMTP_URL"),
                "--OIDC_ISSUER_URI=" + environment.get("OIDC_ISSUER_URI"),
                "--PUBLIC_URL=" + environment.get("PUBLIC_URL"));
    }

    @Override
    public String gatewayAddress() {
        return environment.getOrDefault("SERVER_ADDRESS", PlatformEnvironment.super.gatewayAddress());
    }

    @Override
    public List<String> greeting() {
        return List.of("", "Nachweis is ready for " + environment.get("PUBLIC_URL") + ", with its data in " + data);
    }
}
