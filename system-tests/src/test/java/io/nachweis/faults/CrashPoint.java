package io.nachweis.faults;

import io.nachweis.faults.KillSwitchProxy.MessagePattern;
import io.nachweis.faults.KillSwitchProxy.Side;
import io.nachweis.platform.Depth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A crash point: a step that a service takes for a rights request, known by the message to its database that makes it
 * durable.
 *
 * @param during what the person does meanwhile
 * @param waits whether the request waits for this service as long as it is away
 */
record CrashPoint(
        String service,
        String kind,
        Action during,
        String name,
        boolean waits,
        List<MessagePattern> patterns,
        Side side) {

    enum Action {
        ASK,
        PROVE,
        FETCH
    }

    private static final String ACCESS = "access";
    private static final String ERASURE = "erasure";

    private static final MessagePattern POSITION_OF_PUBLICATION = MessagePattern.of("publication", "position");

    /** In short a form that is admitted and not noted as such, and an order that is on record and not out. */
    static List<CrashPoint> ofRights() {
        List<CrashPoint> all = eitherSide(Stream.concat(stepsOfRights(), reports()));
        return Depth.isFull()
                ? all
                : all.stream()
                        .filter(step -> step.name.equals("erasure ordered") || step.name.equals("request received"))
                        .filter(step -> step.side == Side.AFTER)
                        .toList();
    }

    static List<CrashPoint> ofNewsletter() {
        return ofAnother(
                "newsletter", step("newsletter", true, "consent withdrawn", "subscription.consent-withdrawn.v1"));
    }

    static List<CrashPoint> ofConsent() {
        return ofAnother("consent", step("consent", true, "consent withdrawn", "consent.withdrawn.v1"));
    }

    static List<CrashPoint> ofLead() {
        return ofAnother(
                "lead",
                step("lead", true, "keys retired", "$set", "retired", "kid"),
                step("lead", false, "what they sealed is pulled", "$pull", "sealed.key"),
                step("lead", false, "key put down as destroyed", "insert", "destroyed"),
                step("lead", false, "key deleted", "delete", "keys", "kid"));
    }

    private static Stream<CrashPoint> stepsOfRights() {
        return Stream.of(
                rights(ACCESS, Action.ASK, "form received", "form.received.v1"),
                rights(ACCESS, Action.ASK, "its mail counted", "update", "caps", "$ne"),
                rights(ACCESS, Action.ASK, "request received", "rights.request-received.v1"),
                rights(ACCESS, Action.ASK, "the form's key retired", "update", "retired", "kid"),
                rights(ACCESS, Action.ASK, "the form's key deleted", "delete", "keys", "kid"),
                rights(ACCESS, Action.ASK, "receipt begun", "insert", "mail_attempts", "receipt"),
                rights(ACCESS, Action.ASK, "receipt is on record", "mail.sent.v1", "\"receipt\""),
                rights(ACCESS, Action.ASK, "receipt ended", "delete", "mail_attempts"),
                rights(ACCESS, Action.PROVE, "mailbox proven", "rights.mailbox-proven.v1"),
                rights(ACCESS, Action.PROVE, "begins to wait", "$setOnInsert", "waiting"),
                rights(ACCESS, Action.PROVE, "answered", "rights.request-answered.v1"),
                rights(ACCESS, Action.PROVE, "waits no more", "delete", "waiting"),
                rights(ACCESS, Action.PROVE, "the answer's mail begun", "insert", "mail_attempts", "answer"),
                rights(ACCESS, Action.PROVE, "the answer's mail is on record", "mail.sent.v1", "\"answer\""),
                rights(ACCESS, Action.FETCH, "answer fetched", "rights.answer-fetched.v1"),
                rights(ERASURE, Action.PROVE, "erasure ordered", "rights.erasure-ordered.v1"),
                new CrashPoint(
                        "rights",
                        ERASURE,
                        Action.PROVE,
                        "order out",
                        false,
                        List.of(MessagePattern.of("rights.erasure-ordered.v1"), POSITION_OF_PUBLICATION),
                        Side.BEFORE),
                rights(ERASURE, Action.PROVE, "own part decided", "erasure.decided.v1"),
                rights(ERASURE, Action.PROVE, "own part carried out", "erasure.carried-out.v1"),
                rights(ERASURE, Action.PROVE, "the answer's mail is on record", "mail.sent.v1", "\"answer\""));
    }

    private static Stream<CrashPoint> reports() {
        return Stream.of("consent", "lead", "newsletter", "rights")
                .map(service -> rights(
                        ERASURE,
                        Action.PROVE,
                        "report of " + service,
                        "rights.erasure-reported.v1",
                        "\"service\":\"" + service + "\""));
    }

    /** Only at full length. */
    private static List<CrashPoint> ofAnother(String service, CrashPoint... itsOwn) {
        if (!Depth.isFull()) {
            return List.of();
        }
        Stream<CrashPoint> common = Stream.of(
                new CrashPoint(
                        service,
                        ACCESS,
                        Action.PROVE,
                        "asked whether it holds anything",
                        true,
                        List.of(MessagePattern.of("subjects.id")),
                        Side.BEFORE),
                new CrashPoint(
                        service,
                        ACCESS,
                        Action.FETCH,
                        "asked for what it holds",
                        false,
                        List.of(MessagePattern.of("subjects.id")),
                        Side.BEFORE),
                step(service, true, "erasure decided", "erasure.decided.v1"),
                step(service, true, "erasure carried out", "erasure.carried-out.v1"),
                new CrashPoint(
                        service,
                        ERASURE,
                        Action.PROVE,
                        "report out",
                        false,
                        List.of(MessagePattern.of("erasure.carried-out.v1"), POSITION_OF_PUBLICATION),
                        Side.BEFORE));
        return eitherSide(Stream.concat(common, Stream.of(itsOwn)));
    }

    private static CrashPoint rights(String kind, Action during, String name, String... words) {
        return new CrashPoint("rights", kind, during, name, false, List.of(MessagePattern.of(words)), Side.BEFORE);
    }

    private static CrashPoint step(String service, boolean waits, String name, String... words) {
        return new CrashPoint(
                service, ERASURE, Action.PROVE, name, waits, List.of(MessagePattern.of(words)), Side.BEFORE);
    }

    private static List<CrashPoint> eitherSide(Stream<CrashPoint> crashPoints) {
        return crashPoints.flatMap(step -> Stream.of(step, step.on(Side.AFTER))).toList();
    }

    private CrashPoint on(Side other) {
        return new CrashPoint(service, kind, during, name, waits, patterns, other);
    }

    boolean isOfAccess() {
        return kind.equals(ACCESS);
    }

    @Override
    public String toString() {
        return "%s, %s: %s “%s”".formatted(service, kind, side.name().toLowerCase(Locale.ROOT), name);
    }
}
