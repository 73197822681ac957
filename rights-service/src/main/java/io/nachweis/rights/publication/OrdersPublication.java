package io.nachweis.rights.publication;

import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.Publication;
import io.nachweis.rights.decision.RightsEvent.ErasureOrdered;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Only orders leave the house: that somebody asked for something is nobody else's business. */
@Component
class OrdersPublication implements Publication {

    @Override
    public Set<String> topics() {
        return Set.of(Topics.SUBJECTS);
    }

    @Override
    public List<Announcement> announce(Object event) {
        return event instanceof ErasureOrdered order
                ? List.of(Announcement.of(
                        Topics.SUBJECTS,
                        order.subject(),
                        new Fact.ErasureOrdered(
                                order.controller(), order.request().toString(), order.orderedAt())))
                : List.of();
    }
}
