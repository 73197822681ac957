package io.nachweis.rights.access;

import static java.util.Objects.requireNonNull;

import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.OwnPersonalData;
import io.nachweis.lifecycle.PersonalData;
import io.nachweis.starter.client.FanOut;
import io.nachweis.starter.client.FanOut.Answer;
import io.nachweis.starter.client.ServiceClient;
import io.nachweis.starter.client.ServiceClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects the personal data of a person from every service, all asked at once. Each slice that one answers is taken whole
 * or not at all.
 */
@Component
public class DataSources {

    private static final Logger log = LoggerFactory.getLogger(DataSources.class);

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final OwnPersonalData own;
    private final FanOut others;
    private final JsonMapper json;

    DataSources(OwnPersonalData own, ServiceClients clients, JsonMapper json) {
        this.own = own;
        this.others = clients.toAll("personal-data");
        this.json = json;
    }

    /**
     * What came of asking.
     *
     * @param missing the services that could not say
     */
    public record CollectedData(List<HeldData> parts, Set<String> missing) {}

    public CollectedData about(String controller, SubjectId subject) {
        var parts = new ArrayList<HeldData>();
        var missing = new TreeSet<String>();
        parts.add(HeldData.of(after -> own.about(controller, subject, after)));
        for (var answer :
                others.ask(PATIENCE, service -> HeldData.of(after -> ask(service, controller, subject, after)))) {
            switch (answer) {
                case Answer.Given<HeldData> given -> parts.add(given.value());
                case Answer.Missing<HeldData>(var service, var reason) -> {
                    log.debug("{} does not say what it holds: {}", service, reason);
                    missing.add(service);
                }
            }
        }
        return new CollectedData(List.copyOf(parts), missing);
    }

    private PersonalData ask(ServiceClient service, String controller, SubjectId subject, long after) {
        return service.ask(
                http -> http.get()
                        .uri(
                                "/internal/{controller}/subjects/{subject}/personal-data?after={after}",
                                controller,
                                subject.value(),
                                after)
                        .accept(MediaType.APPLICATION_JSON),
                body -> {
                    PersonalData held = json.readValue(body, PersonalData.class);
                    mustBe(held, service.service(), controller, subject);
                    if (held.next() != null && held.next() <= after) {
                        throw new IllegalArgumentException("It never ends");
                    }
                    return held;
                });
    }

    private static void mustBe(PersonalData held, String service, String controller, SubjectId subject) {
        if (!service.equals(held.service())) {
            throw new IllegalArgumentException("Another service answers in its place");
        }
        requireNonNull(held.asOf());
        held.data().forEach(row -> {
            requireNonNull(row.category());
            requireNonNull(row.type());
            requireNonNull(row.stream());
            requireNonNull(row.recordedAt());
            requireNonNull(row.values());
            requireIfSaid(controller, row.values().path("controller"));
            requireIfSaid(subject.value(), row.values().path("subject"));
        });
    }

    /** Not every row says whose it is, but none may say that it is another's. */
    private static void requireIfSaid(String expected, JsonNode said) {
        if (said.isString() && !said.stringValue().equals(expected)) {
            throw new IllegalArgumentException("An answer about somebody else");
        }
    }
}
