package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.nachweis.platform.Deployment;
import io.nachweis.platform.LauncherScript;
import io.nachweis.platform.StoryHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is written for engines that are not here is held to what they publish about themselves. */
class DescribingTheDeploymentStory {

    private interface Type {
        void validate(JsonElement json) throws IOException;
    }

    private static final Map<String, Type> TYPES = Map.of(
            "v1 Namespace", V1Namespace::validateJsonElement,
            "v1 Service", V1Service::validateJsonElement,
            "apps/v1 Deployment", V1Deployment::validateJsonElement,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement);

    /** By make-secrets, in the folder that it is told. */
    private static final String MADE = "./secrets/";

    @Test
    void compose_keeps_to_the_schema_of_compose() throws IOException {
        Schema schema;
        try (InputStream in = getClass().getResourceAsStream("/schemas/compose-spec.json")) {
            ObjectNode published = (ObjectNode) StoryHttpClient.JSON.readTree(Objects.requireNonNull(in));
            published.remove(List.of("$id", "$schema")); // The one is no address, the other no draft's exact name.
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(published);
        }
        assertThat(schema.validate(Deployment.compose().toString(), InputFormat.JSON))
                .isEmpty();

        ObjectNode wrong = (ObjectNode) Deployment.compose();
        ((ObjectNode) wrong.at("/services/gateway")).put("imagine", "anything");
        assertThat(schema.validate(wrong.toString(), InputFormat.JSON))
                .as("the schema sees a misspelt word")
                .isNotEmpty();
    }

    @Test
    void compose_names_only_what_it_has() {
        JsonNode compose = Deployment.compose();
        Set<String> secrets = new TreeSet<>();
        compose.path("services").forEach(service -> {
            service.path("secrets")
                    .forEach(secret -> secrets.add(secret.path("source").asString(secret.asString(""))));
            service.path("depends_on")
                    .propertyNames()
                    .forEach(other -> assertThat(compose.path("services").has(other))
                            .as(other)
                            .isTrue());
            sources(service).filter(source -> !source.startsWith(MADE)).forEach(source -> {
                assertThat(
                                source.startsWith(".")
                                        ? Files.exists(Deployment.FOLDER.resolve(source))
                                        : compose.path("volumes").has(source))
                        .as(source)
                        .isTrue();
            });
        });
        assertThat(compose.path("secrets").propertyNames()).containsExactlyInAnyOrderElementsOf(secrets);
    }

    /** Where its volumes come from. */
    private static Stream<String> sources(JsonNode service) {
        return service.path("volumes")
                .valueStream()
                .map(volume -> volume.asString("").split(":", 2)[0]);
    }

    /** Whoever takes one part over has what it alone signs and seals with, and nothing of the others. */
    @Test
    void compose_gives_no_part_the_key_of_another() {
        Map<String, JsonNode> parts = Deployment.parts();
        parts.forEach((part, described) -> described.path("secrets").forEach(secret -> {
            String file = secret.path("source").asString(secret.asString(""));
            String owner = file.replaceFirst("-.*", "");
            if (file.endsWith(".key") && parts.containsKey(owner)) {
                assertThat(owner).as(file).isEqualTo(part);
            }
        }));
    }

    /** A process that ran out of memory ends, so that nobody is answered by half of it. */
    @Test
    void compose_starts_again_what_exits() {
        JsonNode services = Deployment.compose().path("services");
        Set<String> once = new TreeSet<>();
        services.forEach(service -> service.path("depends_on").properties().forEach(other -> {
            if (other.getValue().path("condition").asString("").equals("service_completed_successfully")) {
                once.add(other.getKey());
            }
        }));
        services.properties()
                .forEach(
                        service -> assertThat(service.getValue().path("restart").asString(""))
                                .as(service.getKey())
                                .isEqualTo(once.contains(service.getKey()) ? "on-failure" : "unless-stopped"));
    }

    /** What the build refuses as a dependency could still come within another jar, or from an older build. */
    @Test
    void nothing_is_shipped_that_is_excluded() throws IOException {
        List<String> excluded = Pattern.compile("<exclude>[^:<]+:([^:<]+)</exclude>")
                .matcher(Files.readString(LauncherScript.HOME.resolve("pom.xml")))
                .results()
                .map(exclude -> exclude.group(1))
                .toList();
        assertThat(excluded).contains("xstream", "axon-server-connector");

        Set<String> shipped = new TreeSet<>();
        forEachLibrary((name, _) -> shipped.add(name));

        assertThat(shipped).hasSizeGreaterThan(200);
        for (String artefact : excluded) {
            assertThat(shipped).noneMatch(library -> library.matches(Pattern.quote(artefact) + "-\\d.*"));
        }
    }

    /** Whoever has changed a library since, where Maven fetches it or on the way, is found out. */
    @Test
    void every_library_is_the_one_that_is_pinned() throws IOException {
        Set<String> pinned = new TreeSet<>(Files.readAllLines(Deployment.FOLDER.resolve("libraries.sha256")));
        Set<String> shipped = new TreeSet<>();
        forEachLibrary((name, content) -> {
            if (!name.endsWith("-SNAPSHOT.jar")) {
                shipped.add(sha256(content) + "  " + name);
            }
        });
        assertThat(shipped).isEqualTo(pinned);
    }

    private interface LibraryVisitor {
        void visit(String name, InputStream content) throws IOException;
    }

    /** Of whatever is built to be run. */
    private static void forEachLibrary(LibraryVisitor visitor) throws IOException {
        try (Stream<Path> libraries = Files.list(LauncherScript.HOME.resolve("local-platform/target/lib"))) {
            for (Path library : libraries.toList()) {
                try (InputStream content = Files.newInputStream(library)) {
                    visitor.visit(library.getFileName().toString(), content);
                }
            }
        }
        for (String part :
                List.of("gateway", "consent-service", "lead-service", "newsletter-service", "rights-service")) {
            try (Stream<Path> built = Files.list(LauncherScript.HOME.resolve(part + "/target"));
                    var jar = new ZipFile(built.filter(file -> file.toString().endsWith("-exec.jar"))
                            .findFirst()
                            .orElseThrow()
                            .toFile())) {
                for (ZipEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().endsWith(".jar")) {
                        try (InputStream content = jar.getInputStream(entry)) {
                            visitor.visit(entry.getName().replaceFirst(".*/", ""), content);
                        }
                    }
                }
            }
        }
    }

    private static String sha256(InputStream content) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.readAllBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void every_secret_and_password_is_made_and_made_once(@TempDir Path folder) throws Exception {
        String first = makeSecrets(folder);

        assertThat(Pattern.compile("\\$\\{(\\w+)}")
                        .matcher(Files.readString(Deployment.FOLDER.resolve("compose.yaml")))
                        .results()
                        .map(variable -> variable.group(1))
                        .distinct())
                .allSatisfy(variable -> assertThat(first).contains(variable + "="));
        Deployment.compose().path("secrets").forEach(secret -> {
            Path file = folder.resolve(secret.path("file").asString("").replaceFirst(".*/", ""));
            assertThat(file).isNotEmptyFile();
        });
        Deployment.compose()
                .path("services")
                .forEach(service -> sources(service)
                        .filter(source -> source.startsWith(MADE))
                        .forEach(source -> assertThat(folder.resolve(source.substring(MADE.length())))
                                .isDirectory()));
        assertThat(Base64.getDecoder()
                        .decode(Files.readString(folder.resolve("gateway.key")).strip()))
                .hasSize(32);
        assertThat(makeSecrets(folder)).isEqualTo(first);
    }

    /** Parts know each other by these, and nobody is a part who has none. */
    @Test
    void every_part_has_a_certificate_of_the_one_authority_for_its_name(@TempDir Path folder) throws Exception {
        makeSecrets(folder);
        X509Certificate authority = certificate(folder.resolve("ca.crt"));
        authority.checkValidity();
        assertThat(authority.getBasicConstraints()).isZero();

        for (String part : Deployment.parts().keySet()) {
            X509Certificate certificate = certificate(folder.resolve(part + "-tls.crt"));
            certificate.verify(authority.getPublicKey());
            certificate.checkValidity();
            assertThat(certificate.getBasicConstraints()).as("is no authority").isNegative();
            assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, part));
            assertThat(certificate.getExtendedKeyUsage())
                    .as("of a server and of a client")
                    .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        }
        Files.delete(folder.resolve("lead-tls.crt"));
        String kept = Files.readString(folder.resolve("consent-tls.crt"));
        makeSecrets(folder);
        certificate(folder.resolve("lead-tls.crt")).verify(authority.getPublicKey());
        assertThat(folder.resolve("consent-tls.crt")).hasContent(kept);
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (InputStream pem = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    /** What it put into .env. */
    private static String makeSecrets(Path folder) throws Exception {
        Process made = new ProcessBuilder(
                        "bash", Deployment.FOLDER.resolve("make-secrets").toString(), folder.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        return Files.readString(folder.resolve(".env"));
    }

    @Test
    void kubernetes_knows_every_field_and_misses_none() throws IOException {
        for (JsonNode resource : Deployment.applied()) {
            validate(resource);
        }
        ObjectNode wrong = (ObjectNode) newsletter().deepCopy();
        ((ObjectNode) wrong.at("/spec/template/spec/containers/0")).put("imagine", "anything");
        assertThatThrownBy(() -> validate(wrong)).hasMessageContaining("imagine");
    }

    private static void validate(JsonNode resource) throws IOException {
        String kind = resource.path("apiVersion").asString("") + " "
                + resource.path("kind").asString("");
        Objects.requireNonNull(TYPES.get(kind), kind).validate(JsonParser.parseString(resource.toString()));
    }

    @Test
    void the_kustomization_takes_every_file_and_every_image() throws IOException {
        JsonNode kustomization = Deployment.kustomization();
        List<String> named = new ArrayList<>(List.of("kustomization.yaml", "settings.env"));
        kustomization.path("resources").forEach(file -> named.add(file.asString()));
        kustomization
                .path("patches")
                .forEach(patch -> named.add(patch.path("path").asString()));
        try (Stream<Path> files = Files.list(Deployment.FOLDER.resolve("k8s"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
        Set<String> images = new HashSet<>();
        kustomization
                .path("images")
                .forEach(image -> images.add(image.path("name").asString()));
        assertThat(deployments().values().stream().map(DescribingTheDeploymentStory::container))
                .extracting(container -> container.path("image").asString())
                .containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    void every_part_outlives_a_node_and_may_do_little() {
        Set<String> budgets = new TreeSet<>();
        Set<String> services = new TreeSet<>();
        for (JsonNode resource : Deployment.applied()) {
            String name = resource.at("/metadata/name").asString();
            switch (resource.path("kind").asString()) {
                case "PodDisruptionBudget" -> budgets.add(name);
                case "Service" -> services.add(name);
                default -> assertThat(resource.path("kind").asString()).isNotEqualTo("Secret");
            }
        }
        Map<String, JsonNode> deployments = deployments();
        assertThat(deployments.keySet())
                .isEqualTo(Deployment.parts().keySet())
                .isEqualTo(budgets)
                .isEqualTo(services);
        deployments.forEach((name, deployment) -> {
            JsonNode container = container(deployment);
            assertThat(deployment.at("/spec/replicas").asInt()).as(name).isGreaterThan(1);
            assertThat(container.at("/resources/limits").has("memory")).as(name).isTrue();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean(false))
                    .as(name)
                    .isTrue();
            assertThat(deployment
                            .at("/spec/template/spec/securityContext/runAsNonRoot")
                            .asBoolean(false))
                    .as(name)
                    .isTrue();
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(container.has(probe)).as(name + " " + probe).isTrue();
            }
            assertThat(deployment.toString()).as("a password in the open").doesNotContain("password=", "mongodb://");
        });
    }

    /** Both say the same words to a service, and words that the documentation explains. */
    @Test
    void compose_and_kubernetes_set_the_same_variables() throws IOException {
        Set<String> shared = new TreeSet<>();
        Files.readAllLines(Deployment.FOLDER.resolve("k8s/settings.env"))
                .forEach(line -> shared.add(line.split("=", 2)[0]));
        String explained = Files.readString(Deployment.FOLDER.resolve("../docs/operations.md"));
        Map<String, JsonNode> deployments = deployments();
        Deployment.parts().forEach((name, part) -> {
            Set<String> inKubernetes = new TreeSet<>(shared);
            container(Objects.requireNonNull(deployments.get(name), name))
                    .path("env")
                    .forEach(variable -> inKubernetes.add(variable.path("name").asString()));
            assertThat(inKubernetes)
                    .as(name)
                    .containsAll(part.path("environment").propertyNames());
            inKubernetes.forEach(variable -> assertThat(explained).contains(variable));
        });
    }

    private static JsonNode newsletter() {
        return Objects.requireNonNull(deployments().get("newsletter"));
    }

    private static Map<String, JsonNode> deployments() {
        Map<String, JsonNode> deployments = new TreeMap<>();
        Deployment.applied().stream()
                .filter(resource -> resource.path("kind").asString().equals("Deployment"))
                .forEach(resource ->
                        deployments.put(resource.at("/metadata/name").asString(), resource));
        return deployments;
    }

    private static JsonNode container(JsonNode deployment) {
        return deployment.at("/spec/template/spec/containers/0");
    }
}
