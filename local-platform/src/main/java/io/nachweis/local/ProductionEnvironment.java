package io.nachweis.local;

import io.nachweis.starter.NachweisSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The production environment: mail, sign-in and secrets are the operator's, and there is nothing for developers. */
final class ProductionEnvironment implements PlatformEnvironment {

    private static final List<String> NEEDED = List.of("PUBLIC_URL", "SMTP_URL", "OIDC_ISSUER_URI", "NACHWEIS_SECRETS");

    private final Map<String, String> environment;
    private final Ports ports;
    private final Path data;
    private final Path secrets;
    private final Path outside;

    private ProductionEnvironment(Map<String, String> environment, Ports ports, Path data, Path secrets, Path outside) {
        this.environment = environment;
        this.ports = ports;
        this.data = data;
        this.secrets = secrets;
        this.outside = outside;
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
        if (lieTogether(where, data)) {
            throw new CannotRun("The secrets in " + secrets + " and the data in " + data
                    + " would be copied together: whoever has both can read everything. Keep them apart.");
        }
        refuseOpen(where);
        var production = new ProductionEnvironment(environment, ports, data, where, outside(environment, data));
        production.refuseUnsafeAddresses();
        production.refuseClearText();
        return production;
    }

    private static Path outside(Map<String, String> environment, Path data) {
        String named = environment.getOrDefault("NACHWEIS_OUTSIDE", "");
        if (named.contains("://")) {
            throw new CannotRun("NACHWEIS_OUTSIDE must name a folder here.");
        }
        Path outside = resolved(named.isBlank() ? DataFolder.outside(data) : Path.of(named));
        if (lieTogether(outside, data)) {
            throw new CannotRun("NACHWEIS_OUTSIDE, " + outside + ", and the data in " + data
                    + " would be set back together, and nobody would notice. Keep them apart.");
        }
        if (Files.exists(outside)) {
            refuseOpen(outside);
        }
        return outside;
    }

    private static boolean lieTogether(Path resolved, Path data) {
        return resolved.startsWith(resolved(data)) || resolved(data).startsWith(resolved);
    }

    /** As each service would, when it starts. */
    private void refuseUnsafeAddresses() {
        try {
            var _ = new NachweisSettings(
                    "platform",
                    url("PUBLIC_URL"),
                    DataFolder.database(data).uri(),
                    "localhost:" + ports.kafka(),
                    url("SMTP_URL"),
                    url("OIDC_ISSUER_URI"),
                    secrets,
                    data,
                    outside.toString(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    Map.of(),
                    clearTextHosts(),
                    null);
        } catch (IllegalArgumentException e) {
            throw new CannotRun(Objects.requireNonNullElse(e.getMessage(), "The settings do not fit together."));
        }
    }

    /** Beyond this machine the gateway speaks TLS itself, or to a proxy that does. */
    private void refuseClearText() {
        boolean isOpen = !List.of("127.0.0.1", "::1", "localhost").contains(gatewayAddress());
        if (isOpen
                && !speaksTls(environment)
                && environment.getOrDefault("NACHWEIS_TRUSTED_HOPS", "").isBlank()) {
            throw new CannotRun(
                    "With SERVER_ADDRESS=" + gatewayAddress() + " others would reach the gateway in clear text. Give"
                            + " it NACHWEIS_TLS_CERTIFICATE and NACHWEIS_TLS_KEY, or"
                            + " name the proxy that speaks TLS in"
                            + " NACHWEIS_TRUSTED_HOPS.");
        }
    }

    static boolean speaksTls(Map<String, String> environment) {
        return !environment.getOrDefault("NACHWEIS_TLS_CERTIFICATE", "").isBlank();
    }

    /** It is never repeated: there may be a password in it. */
    private URI url(String variable) {
        try {
            return new URI(environment.getOrDefault(variable, ""));
        } catch (URISyntaxException _) {
            throw new CannotRun(variable + " is no URL.");
        }
    }

    private List<String> clearTextHosts() {
        return Stream.of(environment
                        .getOrDefault("NACHWEIS_CLEAR_TEXT_HOSTS", "")
                        .split(","))
                .map(String::strip)
                .toList();
    }

    /** The folder, and the files in it as they are. */
    private static void refuseOpen(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                if (OwnerOnly.isOpen(file)) {
                    throw new CannotRun("Others on this machine may use " + file
                            + ". Take it away from them: chmod -R go= " + folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** The folder of what is kept outside the database. */
    Path outside() {
        return outside;
    }

    Path secrets() {
        return secrets;
    }

    @Override
    public List<String> settings() {
        return List.of(
                "--MONGODB_URI=" + DataFolder.database(data).uri(),
                "--SMTP_URL=" + environment.get("SMTP_URL"),
                "--OIDC_ISSUER_URI=" + environment.get("OIDC_ISSUER_URI"),
                "--PUBLIC_URL=" + environment.get("PUBLIC_URL"),
                "--nachweis.clear-text-hosts=" + String.join(",", clearTextHosts()));
    }

    @Override
    public String gatewayAddress() {
        return environment.getOrDefault("SERVER_ADDRESS", PlatformEnvironment.super.gatewayAddress());
    }

    @Override
    public boolean isClosed() {
        return true;
    }

    @Override
    public List<String> greeting() {
        return List.of("", "Nachweis is ready for " + environment.get("PUBLIC_URL") + ", with its data in " + data);
    }
}
