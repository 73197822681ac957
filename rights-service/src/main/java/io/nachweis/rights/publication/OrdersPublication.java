package io.nachweis.rights.publication;

import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.Publication;
import io.nachweis.rights.decision.RightsEvent.ErasureOrdered;
import io.nachweis.rights.hold.HoldEvent.HoldLifted;
import io.nachweis.rights.hold.HoldEvent.HoldPlaced;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Only orders leave the house: that somebody asked for something, and why something is held, is nobody else's business. */
@Component
class OrdersPublication implements Publication {

    @Override
    public Set<String> topics() {
        return Set.of(Topics.SUBJECTS);
    }

    @Override
    public List<Announcement> announce(Object event) {
        return switch (event) {
            case ErasureOrdered order ->
                orders(
                        order.subject(),
                        new Fact.ErasureOrdered(
                                order.controller(), order.request().toString(), order.orderedAt()));
            case HoldPlaced placed ->
                orders(
                        placed.subject(),
                        new Fact.HoldPlaced(
                                placed.controller(), placed.hold().toString(), placed.categories(), placed.placedAt()));
            case HoldLifted lifted ->
                orders(
                        lifted.subject(),
                        new Fact.HoldLifted(lifted.controller(), lifted.hold().toString(), lifted.liftedAt()));
            default -> List.of();
        };
    }

    private static List<Announcement> orders(SubjectId subject, Fact.Order order) {
        return List.of(Announcement.of(Topics.SUBJECTS, subject, order));
    }
}
