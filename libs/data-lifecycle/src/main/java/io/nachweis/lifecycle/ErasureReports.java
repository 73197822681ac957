package io.nachweis.lifecycle;

import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.Publication;
import io.nachweis.lifecycle.ErasureEvent.ErasureCarriedOut;
import java.util.List;
import java.util.Set;

/** Tells what was erased and what is kept, on the service's own topic. */
class ErasureReports implements Publication {

    private final String topic;

    ErasureReports(String service) {
        this.topic = Topics.of(service);
    }

    @Override
    public Set<String> topics() {
        return Set.of(topic);
    }

    @Override
    public List<Announcement> announce(Object event) {
        return event instanceof ErasureCarriedOut done
                ? List.of(Announcement.of(
                        topic,
                        done.subject(),
                        new ErasureReported(
                                done.controller(), done.order(), done.carriedOutAt(), done.erased(), done.kept())))
                : List.of();
    }
}
