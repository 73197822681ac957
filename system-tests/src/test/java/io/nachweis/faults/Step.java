package io.nachweis.faults;

import io.nachweis.faults.Crossing.Mark;
import io.nachweis.faults.Crossing.Side;
import io.nachweis.platform.Depth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A step that a service takes for a request of somebody by right, known by the message to its database that makes it
 * last.
 *
 * @param during what the person does meanwhile
 * @param waits whether the request waits for this service as long as it is away
 */
record Step(String service, String kind, Deed during, String name, boolean waits, List<Mark> marks, Side side) {

    enum Deed {
        ASK,
        PROVE,
        FETCH
    }

    private static final String ACCESS = "access";
    private static final String ERASURE = "erasure";

    private static final Mark POSITION_OF_PUBLICATION = Mark.of("publication", "position");

    /** In short an order that is on record and not out. */
    static List<Step> ofRights() {
        List<Step> all = eitherSide(Stream.concat(stepsOfRights(), reports()));
        return Depth.isFull()
                ? all
                : all.stream()
                        .filter(step -> step.name.equals("erasure ordered") && step.side == Side.AFTER)
                        .toList();
    }

    static List<Step> ofNewsletter() {
        return ofAnother(
                "newsletter", step("newsletter", true, "consent withdrawn", "subscription.consent-withdrawn.v1"));
    }

    static List<Step> ofConsent() {
        return ofAnother("consent", step("consent", true, "consent withdrawn", "consent.withdrawn.v1"));
    }

    static List<Step> ofLead() {
        return ofAnother(
                "lead",
                step("lead", true, "keys retired", "$set", "retired", "kid"),
                step("lead", false, "what they sealed is pulled", "$pull", "sealed.key"),
                step("lead", false, "key put down as destroyed", "insert", "destroyed"),
                step("lead", false, "key deleted", "delete", "keys", "kid"));
    }

    private static Stream<Step> stepsOfRights() {
        return Stream.of(
                rights(ACCESS, Deed.ASK, "request received", "rights.request-received.v1"),
                rights(ACCESS, Deed.ASK, "receipt begun", "insert", "mail_attempts", "RECEIPT"),
                rights(ACCESS, Deed.ASK, "receipt is on record", "rights.mail-sent.v1", "\"receipt\""),
                rights(ACCESS, Deed.ASK, "receipt ended", "delete", "mail_attempts"),
                rights(ACCESS, Deed.PROVE, "mailbox proven", "rights.mailbox-proven.v1"),
                rights(ACCESS, Deed.PROVE, "begins to wait", "$setOnInsert", "waiting"),
                rights(ACCESS, Deed.PROVE, "answered", "rights.request-answered.v1"),
                rights(ACCESS, Deed.PROVE, "waits no more", "delete", "waiting"),
                rights(ACCESS, Deed.PROVE, "the answer's mail begun", "insert", "mail_attempts", "ANSWER"),
                rights(ACCESS, Deed.PROVE, "the answer's mail is on record", "rights.mail-sent.v1", "\"answer\""),
                rights(ACCESS, Deed.FETCH, "answer fetched", "rights.answer-fetched.v1"),
                rights(ERASURE, Deed.PROVE, "erasure ordered", "rights.erasure-ordered.v1"),
                new Step(
                        "rights",
                        ERASURE,
                        Deed.PROVE,
                        "order out",
                        false,
                        List.of(Mark.of("rights.erasure-ordered.v1"), POSITION_OF_PUBLICATION),
                        Side.BEFORE),
                rights(ERASURE, Deed.PROVE, "own part decided", "erasure.decided.v1"),
                rights(ERASURE, Deed.PROVE, "own part carried out", "erasure.carried-out.v1"),
                rights(ERASURE, Deed.PROVE, "the answer's mail is on record", "rights.mail-sent.v1", "\"answer\""));
    }

    private static Stream<Step> reports() {
        return Stream.of("consent", "lead", "newsletter", "rights")
                .map(service -> rights(
                        ERASURE,
                        Deed.PROVE,
                        "report of " + service,
                        "rights.erasure-reported.v1",
                        "\"service\":\"" + service + "\""));
    }

    /** Only at full length. */
    private static List<Step> ofAnother(String service, Step... itsOwn) {
        if (!Depth.isFull()) {
            return List.of();
        }
        Stream<Step> common = Stream.of(
                new Step(
                        service,
                        ACCESS,
                        Deed.PROVE,
                        "asked whether it holds anything",
                        true,
                        List.of(Mark.of("subjects.id")),
                        Side.BEFORE),
                new Step(
                        service,
                        ACCESS,
                        Deed.FETCH,
                        "asked for what it holds",
                        false,
                        List.of(Mark.of("subjects.id")),
                        Side.BEFORE),
                step(service, true, "erasure decided", "erasure.decided.v1"),
                step(service, true, "erasure carried out", "erasure.carried-out.v1"),
                new Step(
                        service,
                        ERASURE,
                        Deed.PROVE,
                        "report out",
                        false,
                        List.of(Mark.of("erasure.carried-out.v1"), POSITION_OF_PUBLICATION),
                        Side.BEFORE));
        return eitherSide(Stream.concat(common, Stream.of(itsOwn)));
    }

    private static Step rights(String kind, Deed during, String name, String... words) {
        return new Step("rights", kind, during, name, false, List.of(Mark.of(words)), Side.BEFORE);
    }

    private static Step step(String service, boolean waits, String name, String... words) {
        return new Step(service, ERASURE, Deed.PROVE, name, waits, List.of(Mark.of(words)), Side.BEFORE);
    }

    private static List<Step> eitherSide(Stream<Step> steps) {
        return steps.flatMap(step -> Stream.of(step, step.on(Side.AFTER))).toList();
    }

    private Step on(Side other) {
        return new Step(service, kind, during, name, waits, marks, other);
    }

    boolean isOfAccess() {
        return kind.equals(ACCESS);
    }

    @Override
    public String toString() {
        return "%s, %s: %s “%s”".formatted(service, kind, side.name().toLowerCase(Locale.ROOT), name);
    }
}
