package io.nachweis.consent.history;

import static java.util.Objects.requireNonNull;

import io.nachweis.consent.history.History.Missing;
import io.nachweis.consent.history.History.MissingReason;
import io.nachweis.consent.history.History.ServiceEntry;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.starter.OwnEntries;
import io.nachweis.starter.client.FanOut;
import io.nachweis.starter.client.FanOut.Answer;
import io.nachweis.starter.client.ServiceClient;
import io.nachweis.starter.client.ServiceClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts a person's history together from this log and from those of the other services, all asked at once. They are asked
 * in the caller's name, so they show what the caller may see.
 */
@Component
class Histories {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OwnEntries own;
    private final FanOut others;
    private final JsonMapper json;

    Histories(OwnEntries own, ServiceClients clients, JsonMapper json) {
        this.own = own;
        this.others = clients.toAll("entries");
        this.json = json;
    }

    History of(String controller, SubjectId subject, JwtAuthenticationToken reader) {
        String token = reader.getToken().getTokenValue();
        var logs = new ArrayList<List<ServiceEntry>>();
        var missing = new ArrayList<Missing>();
        logs.add(own.about(controller, subject, reader).stream()
                .map(entry -> new ServiceEntry("consent", entry))
                .toList());
        for (var answer : others.ask(PATIENCE, service -> entries(service, controller, subject, token))) {
            switch (answer) {
                case Answer.Given<List<ServiceEntry>> given -> logs.add(given.value());
                case Answer.Missing(var service, var reason) ->
                    missing.add(new Missing(service, MissingReason.of(reason)));
            }
        }
        return new History(subject.value(), TimeLine.of(logs), List.copyOf(missing));
    }

    private List<ServiceEntry> entries(ServiceClient service, String controller, SubjectId subject, String token) {
        return service.ask(
                http -> http.get()
                        .uri("/internal/{controller}/subjects/{subject}/entries", controller, subject.value())
                        .accept(MediaType.APPLICATION_JSON)
                        .headers(headers -> headers.setBearerAuth(token)),
                body -> Stream.of(json.readValue(body, Entry[].class))
                        .peek(Histories::mustBeWhole)
                        .sorted(Comparator.comparingLong(Entry::position))
                        .map(entry -> new ServiceEntry(service.service(), entry))
                        .toList());
    }

    private static void mustBeWhole(Entry entry) {
        requireNonNull(entry.id());
        requireNonNull(entry.type());
        requireNonNull(entry.recordedAt());
        requireNonNull(entry.leafHash());
        requireNonNull(entry.data());
    }
}
