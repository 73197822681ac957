package io.nachweis.consent.history;

import static java.util.Objects.requireNonNull;

import io.nachweis.consent.history.History.ServiceEntry;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.Slice;
import io.nachweis.starter.OwnEntries;
import io.nachweis.starter.client.CallFailure;
import io.nachweis.starter.client.FanOut;
import io.nachweis.starter.client.FanOut.Answer;
import io.nachweis.starter.client.ServiceClient;
import io.nachweis.starter.client.ServiceClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
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

    /** Told as it is read: what is missing is known to its end when the last entry was told. */
    History of(String controller, SubjectId subject, JwtAuthenticationToken reader, Locale language) {
        String token = reader.getToken().getTokenValue();
        var logs = new ArrayList<Iterator<ServiceEntry>>();
        var missing = new CopyOnWriteArrayList<Missing>();
        logs.add(Slice.all(after -> own.about(controller, subject, reader, language, after))
                .map(entry -> new ServiceEntry("consent", entry))
                .iterator());
        for (var answer : others.ask(PATIENCE, service -> entries(service, controller, subject, token, language))) {
            switch (answer) {
                case Answer.Given<Stream<ServiceEntry>>(var service, var entries) ->
                    logs.add(new UntilItFails(service, entries.iterator(), missing));
                case Answer.Missing<Stream<ServiceEntry>>(var service, var reason) ->
                    missing.add(Missing.of(service, reason));
            }
        }
        return new History(subject.value(), TimeLine.of(logs), missing);
    }

    /** What a service tells, until it does not tell any more. */
    private record UntilItFails(String service, Iterator<ServiceEntry> entries, List<Missing> missing)
            implements Iterator<ServiceEntry> {

        @Override
        public boolean hasNext() {
            try {
                return entries.hasNext();
            } catch (CallFailure failure) {
                missing.add(Missing.of(service, failure.reason()));
                return false;
            }
        }

        @Override
        public ServiceEntry next() {
            return entries.next();
        }
    }

    private Stream<ServiceEntry> entries(
            ServiceClient service, String controller, SubjectId subject, String token, Locale language) {
        return Slice.all(after -> service.ask(
                        http -> http.get()
                                .uri(
                                        "/internal/{controller}/subjects/{subject}/entries?after={after}",
                                        controller,
                                        subject.value(),
                                        after)
                                .accept(MediaType.APPLICATION_JSON)
                                .headers(headers -> {
                                    headers.setBearerAuth(token);
                                    headers.setAcceptLanguageAsLocales(List.of(language));
                                }),
                        body -> slice(body, after)))
                .map(entry -> new ServiceEntry(service.service(), entry));
    }

    private Slice<Entry> slice(byte[] body, long after) {
        Slice<Entry> slice = json.readValue(body, new TypeReference<>() {});
        long last = after;
        for (Entry entry : slice.items()) {
            mustBeWhole(entry);
            if (entry.position() <= last) {
                throw new IllegalArgumentException("It goes back in its log");
            }
            last = entry.position();
        }
        if (slice.next() != null && slice.next() <= after) {
            throw new IllegalArgumentException("It never ends");
        }
        return slice;
    }

    private static void mustBeWhole(Entry entry) {
        requireNonNull(entry.id());
        requireNonNull(entry.type());
        requireNonNull(entry.recordedAt());
        requireNonNull(entry.leafHash());
        requireNonNull(entry.data());
    }
}
