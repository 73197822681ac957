package io.nachweis.rights.retention;

import io.nachweis.evidence.Entry;
import io.nachweis.lifecycle.CaseOwner;
import io.nachweis.lifecycle.KeptCases;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsEvent.RequestAnswered;
import io.nachweis.rights.decision.RightsEvent.RequestLapsed;
import io.nachweis.rights.decision.RightsEvent.RequestReceived;
import io.nachweis.rights.decision.RightsEvent.RequestRefused;
import io.nachweis.rights.link.Cases;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * A request is kept from its last letter on. While somebody waits for an answer there will be another one. One that nobody
 * proved proves little itself, and is kept from the day on that the answer was due.
 */
@Component
class WhatProvesRequests implements KeptCases {

    /** Beside the mails themselves, which may be on record later, or never where there was nobody to send one to. */
    private static final Set<String> LETTERS = Set.of(
            "mail.sent.v1",
            "rights.request-received.v1",
            "rights.period-extended.v1",
            "rights.request-answered.v1",
            "rights.request-refused.v1");

    private final Cases cases;

    WhatProvesRequests(Cases cases) {
        this.cases = cases;
    }

    @Override
    public String category() {
        return RightsEvent.CATEGORY;
    }

    @Override
    public Optional<CaseOwner> ownerBy(Object event) {
        return switch (event) {
            case RequestReceived received -> owner(received, received.controller());
            case RequestAnswered answered -> owner(answered, answered.controller());
            case RequestRefused refused -> owner(refused, refused.controller());
            case RequestLapsed lapsed -> owner(lapsed, lapsed.controller());
            default -> Optional.empty();
        };
    }

    private static Optional<CaseOwner> owner(RightsEvent event, String controller) {
        return Optional.of(new CaseOwner(controller, event.subject(), event.request()));
    }

    @Override
    public boolean changesTime(Object event) {
        return event instanceof RequestAnswered || event instanceof RequestRefused || event instanceof RequestLapsed;
    }

    @Override
    public Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt) {
        List<Entry> all = entries.toList();
        Map<String, Instant> lastLetters = all.stream()
                .filter(entry -> LETTERS.contains(entry.type()))
                .collect(Collectors.toMap(
                        WhatProvesRequests::request,
                        Entry::recordedAt,
                        BinaryOperator.maxBy(Comparator.naturalOrder())));
        return KeptCases.streams(all.stream())
                .flatMap(stream -> cases.find(stream).stream())
                .filter(request -> !request.subject().isErased())
                .collect(Collectors.toMap(request -> request.id().toString(), request -> {
                    if (request.wasNeverProven()) {
                        return Map.of(Trigger.NEVER_PROVEN, request.deadline().lastMoment());
                    }
                    Instant last = lastLetters.getOrDefault(request.id().toString(), orderedAt);
                    return Map.of(Trigger.LAST_LETTER, request.isOpen() ? orderedAt : last);
                }));
    }

    private static String request(Entry entry) {
        return entry.data().path("about").asString(entry.stream() == null ? "" : entry.stream());
    }
}
