package io.nachweis.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Planted;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** People fill in whatever can be filled in, and the desk writes down what it can. */
record EverythingFilledIn(PlatformUnderTest platform, DeskClient desk) {

    void isFilledInBy(Planted... people) {
        each(people, person -> {
            person.fillsIn("newsletter", Map.of());
            person.fillsIn("enquiry", Map.of());
            person.person().confirmsFor(desk);
            person.person().linkIn("/unsubscribe?token=");
            isAnswered(person);
            calls(person);
            isACustomer(person);
            isHeldForAWhile(person);
        });
        forward();
        each(people, person -> {
            person.fillsIn("download", Map.of());
            assertThat(StoryHttpClient.postForm(person.person().ticketLink(), Map.of())
                            .status())
                    .isEqualTo(200);
            awaitMails(3, person);
            Await.until(
                    "what was ticked besides waits elsewhere",
                    () -> Traces.scopes(desk.subject(person.person()), platform).stream()
                            .noneMatch(scope -> scope.startsWith("lead consent-records")));
            visitsTheDesk(person);
        });
        forward();
        each(people, person -> {
            person.asksFor("requestUnsubscribeLink", StoryHttpClient.JSON.createObjectNode());
            awaitMails(4, person);
        });
    }

    private static void each(Planted[] people, Consumer<Planted> does) {
        List.of(people).forEach(does);
    }

    /** Of those about subscriptions. */
    private void awaitMails(int number, Planted person) {
        Await.until(
                "mail " + number + " is on record",
                () -> desk.history(person.person())
                                .json()
                                .path("entries")
                                .valueStream()
                                .filter(entry ->
                                        entry.path("service").asString("").equals("newsletter"))
                                .filter(entry -> entry.path("type").asString("").equals("mail.sent.v1"))
                                .count()
                        == number);
    }

    private void isAnswered(Planted person) {
        String enquiry = Await.until(
                        "the enquiry is in the queue",
                        () -> desk.get("/desk/enquiries?limit=200")
                                .json()
                                .path("enquiries")
                                .valueStream()
                                .filter(each -> each.path("email")
                                        .asString("")
                                        .equals(person.person().email()))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst()
                .path("enquiry")
                .asString();
        person.isWrittenDown("answerEnquiry", Map.of("enquiry", enquiry), Map.of(), "text");
    }

    private void isACustomer(Planted person) {
        person.isWrittenDown(
                "recordRelationship",
                Map.of("id", relationshipOf(person)),
                Map.of("since", today()),
                "role",
                "contract");
    }

    /** Whoever was a customer is none any more. */
    void noCustomerAnyMore(Planted person) {
        assertThat(desk.call(
                                "put",
                                "/relationships/" + relationshipOf(person),
                                Map.of("email", person.person().email(), "since", today(), "endedOn", today()))
                        .status())
                .isEqualTo(200);
    }

    private static String relationshipOf(Planted person) {
        return UUID.nameUUIDFromBytes(person.person().email().getBytes(UTF_8)).toString();
    }

    /** Lifted before anybody wants to be erased; that there was a hold, and why, stays on record. */
    private void isHeldForAWhile(Planted person) {
        String subject = desk.subject(person.person());
        String hold = person.isWrittenDown("placeHold", Map.of("subject", subject), Map.of(), "reason")
                .at("/holds/0/hold")
                .asString("");
        assertThat(desk.call("delete", "/subjects/" + subject + "/holds/" + hold, Map.of())
                        .status())
                .isEqualTo(204);
        Await.until(
                "every service has heard that it was lifted",
                () -> desk.typesOnRecord(person.person()).stream()
                                .filter("retention.released.v1"::equals)
                                .count()
                        == Traces.SERVICES.size());
    }

    /** The desk refuses what is still open, and what waits for a proof of its person. */
    void nothingIsAskedAnyMore() {
        Await.until("no request is open", () -> {
            List<String> open = desk.get("/desk/rights-requests")
                    .json()
                    .valueStream()
                    .filter(each -> Set.of("received", "proven")
                            .contains(each.path("phase").asString("")))
                    .map(each -> each.path("request").asString(""))
                    .toList();
            open.forEach(request -> desk.post(
                    "/desk/rights-requests/" + request + "/decisions",
                    Map.of("decision", "refuse", "reason", "Nobody answered our questions.")));
            return open.isEmpty();
        });
    }

    private String today() {
        return platform.clock().now().toString().substring(0, 10);
    }

    /** Before anything was asked about this purpose. */
    private void calls(Planted person) {
        person.isWrittenDown(
                "withdraw",
                Map.of("subject", desk.subject(person.person()), "purpose", "follow-up"),
                Map.of("channel", "phone", "receivedAt", platform.clock().now().toString()));
    }

    /** Comes by, writes and calls, and the desk puts each down, and what it decides. */
    private void visitsTheDesk(Planted person) {
        String now = platform.clock().now().toString();
        Map<String, String> decisions = Map.of("email", "refuse", "phone", "extend", "letter", "prove-identity");
        decisions.forEach((channel, decision) -> {
            List<String> requests = new ArrayList<>();
            Map<String, String> said = Map.of("kind", "access", "channel", channel, "receivedAt", now);
            person.person()
                    .linkAfter(
                            "/idm/rights/",
                            () -> requests.add(person.isWrittenDown("takeRequest", Map.of(), said)
                                    .path("request")
                                    .asString("")));
            person.isWrittenDown(
                    "decideRequest", Map.of("request", requests.getFirst()), Map.of("decision", decision), "reason");
        });
    }

    /** An address gets a mail that anybody can cause once in a quarter of an hour. */
    void forward() {
        platform.clock().forward("PT16M");
    }
}
