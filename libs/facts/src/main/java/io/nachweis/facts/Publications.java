package io.nachweis.facts;

import io.nachweis.facts.Publication.Announcement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything a service announces: what it says of its own, and what every service says. */
record Publications(List<Publication> all) {

    Set<String> topics() {
        return all.stream().flatMap(each -> each.topics().stream()).collect(Collectors.toUnmodifiableSet());
    }

    List<Announcement> announce(Object event) {
        return all.stream().flatMap(each -> each.announce(event).stream()).toList();
    }
}
