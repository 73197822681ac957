package io.nachweis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gateway and the services, each in a process of its own, unpacked as its image has it and told what
 * {@code compose.yaml} tells it. A trial lends the database, the broker, the mailbox, the issuer and its clock.
 */
public final class SeparateParts {

    /** One of the controller's, as the demo website is in a trial. */
    static final String WEBSITE = "https://website.example.org";

    private final PlatformUnderTest platform;
    private final Map<String, String> environment;
    private final Path folder;
    private final OwnProcesses processes;
    private final Map<String, JsonNode> parts = Deployment.parts();
    private final Map<String, Path> jars = new HashMap<>();
    private final Map<String, Process> running = new HashMap<>();

    public SeparateParts(PlatformUnderTest platform, Map<String, String> environment, Path folder) {
        this.platform = platform;
        this.environment = environment;
        this.folder = folder;
        this.processes = new OwnProcesses(LauncherScript.HOME, folder);
    }

    void start() {
        parts.keySet().forEach(part -> running.put(part, run(part, port(part), Map.of())));
        Await.until(
                "all of it is ready",
                () -> OwnProcesses.isReady(platform.addresses().gateway() + "/health/ready"));
    }

    public void stop() {
        running.clear();
        processes.close();
    }

    void kill() {
        running.values().forEach(Process::destroyForcibly);
        stop();
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    void set(String part, boolean there) {
        if (there) {
            running.put(part, ready(part, port(part), Map.of()));
        } else {
            Process process = Objects.requireNonNull(running.remove(part));
            process.destroy();
            process.onExit().join();
        }
    }

    /** One more of the same, when it is ready. */
    public Process another(String part, int port) {
        return ready(part, port, Map.of());
    }

    /**
     * One in the place of the trial's, when it is ready.
     *
     * @param otherwise what it is told differently
     */
    public Process inPlaceOf(String part, Map<String, String> otherwise) {
        return ready(part, port(part), otherwise);
    }

    private Process ready(String part, int port, Map<String, String> otherwise) {
        Process process = run(part, port, otherwise);
        String readiness = "http://localhost:" + port + "/actuator/health/readiness";
        Await.until(part + " is ready on port " + port, () -> OwnProcesses.isReady(readiness));
        return process;
    }

    long pid(String part) {
        return Objects.requireNonNull(running.get(part)).pid();
    }

    private Process run(String part, int port, Map<String, String> otherwise) {
        writeControllers();
        JsonNode described = Objects.requireNonNull(parts.get(part));
        String module = Deployment.module(described);
        Map<String, String> told = new HashMap<>(environment);
        described.path("environment").propertyNames().forEach(name -> told.put(name, here(name)));
        told.put("NACHWEIS_SECRETS", platform.folder().secrets().toString());
        told.put("NACHWEIS_CONTROLLERS", controllers().toString());
        told.put("MANAGEMENT_PORT", Integer.toString(platform.addresses().management()));
        told.put(
                "NACHWEIS_TRIAL_CLOCK",
                platform.folder().data().resolve("clock").toString());
        told.putAll(otherwise);
        return processes.start(module, jars.computeIfAbsent(module, this::unpacked), port, told);
    }

    private Path unpacked(String module) {
        return Image.unpacked(LauncherScript.HOME, module, folder).jar();
    }

    /** What a variable of {@code compose.yaml} has to say on this machine. */
    private String here(String variable) {
        return switch (variable) {
            case "PUBLIC_URL" -> platform.addresses().gateway();
            case "MONGODB_URI" ->
                environment.getOrDefault(
                        "NACHWEIS_TRIAL_MONGODB_URI",
                        "mongodb://localhost:" + platform.addresses().databasePort()
                                + "/?directConnection=true&retryWrites=false");
            case "KAFKA_BOOTSTRAP_SERVERS" -> platform.addresses().kafka();
            case "NACHWEIS_KAFKA_SECURITY_PROTOCOL" -> "PLAINTEXT";
            case "NACHWEIS_KAFKA_SASL_MECHANISM",
                    "NACHWEIS_KAFKA_SASL_JAAS_CONFIG",
                    "NACHWEIS_CLEAR_TEXT_HOSTS",
                    "NACHWEIS_MTLS_CERTIFICATE",
                    "NACHWEIS_MTLS_KEY",
                    "NACHWEIS_MTLS_AUTHORITY",
                    "MONGODB_ERASER_URI" -> "";
            case "NACHWEIS_OUTSIDE" -> platform.folder().outside().toString();
            case "OIDC_ISSUER_URI" -> platform.issuerUri();
            case "SMTP_URL" ->
                environment.getOrDefault(
                        "NACHWEIS_TRIAL_SMTP_URL", platform.addresses().smtp());
            default -> {
                assertThat(variable).endsWith("_URL");
                yield address(variable.replace("_URL", "").toLowerCase(Locale.ROOT));
            }
        };
    }

    private String address(String part) {
        return part.equals("gateway")
                ? platform.addresses().gateway()
                : platform.addresses().service(part);
    }

    private int port(String part) {
        return URI.create(address(part)).getPort();
    }

    private Path controllers() {
        return folder.resolve("controllers");
    }

    /** As deployed, but with one more website, and with hardly a limit for everybody who comes from this machine. */
    private void writeControllers() {
        if (Files.exists(controllers())) {
            return;
        }
        Path deployed = Deployment.FOLDER.resolve("controllers");
        try {
            Files.createDirectories(controllers());
            Files.createSymbolicLink(controllers().resolve("documents"), deployed.resolve("documents"));
            ObjectNode policy = (ObjectNode)
                    Deployment.documents(deployed.resolve("idm.yaml")).getFirst();
            ((ArrayNode) policy.path("origins")).add(WEBSITE);
            policy.withObject("mails")
                    .putArray("perDomain")
                    .addObject()
                    .put("times", 1000)
                    .put("within", "PT1S");
            for (JsonNode form : policy.path("forms")) {
                if (form.path("returnTo") instanceof ArrayNode pages) {
                    pages.add(WEBSITE + "/thanks");
                }
                for (String place : List.of("perNetwork", "perSite", "perAllocation", "perForm")) {
                    ((ObjectNode) form)
                            .withObject("guard")
                            .putArray(place)
                            .addObject()
                            .put("times", 1000)
                            .put("within", "PT1S");
                }
            }
            Files.writeString(controllers().resolve("idm.yaml"), policy.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
