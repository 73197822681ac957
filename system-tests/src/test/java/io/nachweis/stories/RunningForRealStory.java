package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.Topics;
import io.nachweis.faults.StolenKafkaLogin;
import io.nachweis.people.DeskClient;
import io.nachweis.people.MailReceiver;
import io.nachweis.people.MailReceiver.Mail;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One machine, for real: mail, sign-in and secrets are the operator's, and nothing is there for developers. */
@StoryTest
class RunningForRealStory {

    private static final Pattern CONFIRM = Pattern.compile("http\\S*/confirm\\?token=\\S*");

    /** It plays the organisation's issuer of tokens here. */
    private final PlatformUnderTest platform;

    private final MailReceiver receiver = MailReceiver.start();

    @TempDir
    Path secrets;

    private PlatformUnderTest real;

    RunningForRealStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.real = platform;
    }

    @BeforeEach
    void create() {
        real = PlatformUnderTest.create(Shape.REAL, this::environment);
    }

    private Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PUBLIC_URL", "http://localhost:" + port);
        environment.put("SMTP_URL", receiver.url());
        environment.put("OIDC_ISSUER_URI", platform.issuerUri());
        environment.put("NACHWEIS_SECRETS", secrets.toString());
        return environment;
    }

    @AfterEach
    void stop() throws Exception {
        real.close();
        receiver.close();
    }

    @Test
    void keeps_proof_over_a_restart_and_offers_nothing_to_developers() throws Exception {
        real.start();
        Person ada = Person.named("ada", real);
        ada.signsUp();
        ada.answers(confirmLink(ada), "confirm");
        real.stop();
        real.start();

        DeskClient desk = new DeskClient(
                real, "privacy-desk", "idm", DeskClient.of(platform).token());
        Await.until("consent is known", () -> desk.isAllowed(ada));
        assertThat(desk.history(ada).body()).contains(ada.email());
        assertThat(real.launcher().run("status").text())
                .contains("newsletter")
                .doesNotContain("✘", "developer site", "SMTP");
        assertThat(real.launcher().run("demo").text()).contains("it is told in a trial");
        assertThat(real.launcher().run("dead-letters").text()).contains("NACHWEIS_TOKEN");
        for (String address : List.of(
                real.addresses().site(),
                real.addresses().site() + "/token",
                real.addresses().smtp().replace("smtp", "http"))) {
            assertThatThrownBy(() -> StoryHttpClient.get(address)).as(address).isInstanceOf(UncheckedIOException.class);
        }
        for (String path : List.of("/clock", "/mails", "/token", "/parts")) {
            assertThat(StoryHttpClient.get(real.addresses().gateway() + path).status())
                    .as(path)
                    .isEqualTo(404);
        }
        new StolenKafkaLogin(real.addresses().kafka(), secrets, "newsletter")
                .assertOpensNothingOfOthers(Topics.of("newsletter"));
        assertThat(filesIn(secrets)).contains("master.key", "subject-idm.key").doesNotContain("issuer.jwk");
        assertThat(filesIn(real.folder().data())).contains("real").doesNotContain("trial", "clock");
        assertForTheOwnerAlone(real.folder().data());
        assertForTheOwnerAlone(secrets);
    }

    private static void assertForTheOwnerAlone(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    /** The attacker is on the way to the issuer or to the mail server, or has an account on the machine. */
    @Test
    void does_not_start_where_a_clear_line_or_an_open_folder_would_undo_everything() throws Exception {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("OIDC_ISSUER_URI=http://sso.example.org/realms/nachweis", "OIDC_ISSUER_URI must begin with https");
        refused.put("SMTP_URL=smtp://mail.example.org:587", "SMTP_URL has a clear line");
        refused.put("SMTP_URL=smtp://erika:secret@127.0.0.1:587", "SMTP_URL has a clear line");
        refused.put("SMTP_URL=smtp://127.0.0.1:587?startls=required", "unknown option, startls");
        refused.put("PUBLIC_URL=https://privacy.example.org?a=b", "unknown option, a");
        for (var each : refused.entrySet()) {
            String[] setting = each.getKey().split("=", 2);
            try (PlatformUnderTest open = PlatformUnderTest.create(Shape.REAL, port -> {
                Map<String, String> environment = environment(port);
                environment.put(setting[0], setting[1]);
                return environment;
            })) {
                Said said = open.launcher().run("up", "--real");
                assertThat(said.exit()).as(each.getKey()).isNotZero();
                assertThat(said.text())
                        .as(each.getKey())
                        .contains(each.getValue())
                        .doesNotContain("erika", "secret");
                assertThat(open.folder().data())
                        .as("refused before anything is made")
                        .doesNotExist();
            }
        }
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwxr-x---"));
        Said said = real.launcher().run("up", "--real");
        assertThat(said.exit()).isNotZero();
        assertThat(said.text()).contains("Others on this machine may use " + secrets.toRealPath());
    }

    @Test
    void does_not_open_what_a_trial_left_nor_a_trial_what_is_real() throws Exception {
        Files.createDirectories(real.folder().data());
        Files.writeString(real.folder().data().resolve("trial"), "");
        Said refused = real.launcher().run("up", "--detach", "--real");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.text()).contains("is a trial's, for good");

        Files.delete(real.folder().data().resolve("trial"));
        Files.writeString(real.folder().data().resolve("real"), "");
        assertThat(real.launcher().run("up", "--detach").text()).contains("holds real data, which no trial opens");
    }

    @Test
    void says_what_is_missing_and_keeps_secrets_and_data_apart() throws Exception {
        Map<String, String> careless = new HashMap<>(environment(8080));
        careless.put("NACHWEIS_SECRETS", "/");
        try (PlatformUnderTest poor =
                        PlatformUnderTest.create(Shape.REAL, _ -> Map.of("PUBLIC_URL", "https://privacy.example.org"));
                PlatformUnderTest open = PlatformUnderTest.create(Shape.REAL, _ -> careless)) {
            assertThat(poor.launcher().run("up", "--real").text())
                    .contains("--real needs in the environment: SMTP_URL, OIDC_ISSUER_URI, NACHWEIS_SECRETS.");
            assertThat(open.launcher().run("up", "--real").text()).contains("Keep them apart");
        }
        assertThat(real.launcher().run("up", "--real", "--keycloak").text()).contains("--keycloak is for trials");
    }

    private String confirmLink(Person person) {
        return Await.until("the mail", () -> linkTo(person), link -> !link.isEmpty());
    }

    private String linkTo(Person person) {
        return receiver.mails().stream()
                .filter(mail -> mail.to().equals(person.email()))
                .map(Mail::text)
                .map(CONFIRM::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse("");
    }

    private static List<String> filesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
