package io.nachweis.verifier;

import static io.nachweis.verifier.Document.array;
import static io.nachweis.verifier.Document.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** The evidence of one sign-up, from two logs, of which everything else in the tests is a variation. */
final class EvidenceExamples {

    static final String WORDING =
            "Ich willige ein, dass mir die interactive digital media GmbH ihren Newsletter sendet.";

    private static final String SHA256_OF_WORDING = Sha256.hex(WORDING.getBytes(UTF_8));
    private static final String SHA256_OF_MAIL = Sha256.hex("Bitte bestätigen Sie\n\n…".getBytes(UTF_8));
    private static final String SUBSCRIPTION = "0b8f7c1e-5b0a-4d7e-9a53-3d1c2f6b8e01";
    private static final String CONSENT = "5a3c9d10-77aa-4c55-8d10-1f0e8f6a2b02";

    private EvidenceExamples() {}

    static ExampleLog newsletter() {
        return newsletter("privacy.example.org/log/newsletter");
    }

    static ExampleLog newsletter(String origin) {
        return new ExampleLog(origin, 1)
                .others(2)
                .add(
                        "text.published.v1",
                        "2026-03-01T09:00:00.000000Z",
                        object(
                                "stream",
                                "9f0d2c7a-1c11-3d57-9c69-6f3e61c70a03",
                                "sequence",
                                0,
                                "aggregate",
                                "PublishedText",
                                "data",
                                object(
                                        "id",
                                        "newsletter/2/de",
                                        "language",
                                        "de",
                                        "sha256",
                                        SHA256_OF_WORDING,
                                        "text",
                                        WORDING)))
                .others(2)
                .add(
                        "subscription.requested.v1",
                        "2026-03-01T12:00:00.000000Z",
                        SUBSCRIPTION,
                        0,
                        object(
                                "controller",
                                "idm",
                                "requestedAt",
                                "2026-03-01T12:00:00.000000Z",
                                "wordings",
                                array(object("id", "newsletter/2/de", "sha256", SHA256_OF_WORDING))),
                        person("email", "änne@example.org", "ip", "203.0.113.7"))
                .add(
                        "mail.sent.v1",
                        "2026-03-01T12:00:03.000000Z",
                        "1d2e3f40-3333-3333-8333-333333333333",
                        0,
                        object("controller", "idm", "certain", true, "textSha256", SHA256_OF_MAIL),
                        person("smtpReply", "250 2.0.0 Ok: queued as 4F1 <script>alert(1)</script>\u001b[31m\u202e"))
                .others(1)
                .add(
                        "subscription.confirmed.v1",
                        "2026-03-01T12:04:10.000000Z",
                        SUBSCRIPTION,
                        1,
                        object("controller", "idm", "codeTyped", true),
                        person())
                .others(1)
                .add(
                        "subscription.consent-withdrawn.v1",
                        "2026-05-02T07:30:00.000000Z",
                        SUBSCRIPTION,
                        3,
                        object("controller", "idm"),
                        person());
    }

    static ExampleLog consent() {
        return new ExampleLog("privacy.example.org/log/consent", 2)
                .others(3)
                .add(
                        "consent.given.v1",
                        "2026-03-01T12:04:11.000000Z",
                        CONSENT,
                        0,
                        object("controller", "idm", "wordingSha256", SHA256_OF_WORDING),
                        person("email", "änne@example.org"))
                .others(3);
    }

    private static Map<String, Object> person(Object... namesAndValues) {
        Map<String, Object> personal = object(namesAndValues);
        if (!personal.isEmpty()) {
            personal.put("subject", "1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
        }
        return personal;
    }

    static Map<String, Object> file(Object... logs) {
        return object(
                "format",
                "nachweis-evidence/1",
                "controller",
                "idm",
                "madeAt",
                "2026-06-01T10:00:00.000000Z",
                "scope",
                object("purposes", array("newsletter"), "until", "2026-06-01"),
                "logs",
                array(logs));
    }

    /** All of it; only the IP address, the second disclosure of the sign-up, is withheld. */
    static Document good() {
        return new Document(
                        file(newsletter().evidence(2, 5, 6, 8, 10), consent().evidence(3)))
                .remove("/logs/0/entries/1/disclosures/1");
    }

    /** As small as one can be with something of everything in it. */
    static Document small() {
        ExampleLog log = new ExampleLog("example.org/log/consent", 3)
                .others(1)
                .add(
                        "consent.given.v1",
                        "2026-03-01T12:04:11.000000Z",
                        CONSENT,
                        0,
                        object("controller", "idm"),
                        person("email", "änne@example.org"));
        Map<String, Object> evidence = log.evidence(1);
        evidence.put("anchors", array(object("kind", "mail-header")));
        return new Document(object(
                "format",
                "nachweis-evidence/1",
                "controller",
                "idm",
                "madeAt",
                "2026-06-01T10:00:00.000000Z",
                "scope",
                object(),
                "logs",
                array(evidence)));
    }
}
