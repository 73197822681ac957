package io.nachweis.newsletter.link;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.Handles;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Which stream is a person's subscription. */
@Component
public class SubscriptionHandles {

    private static final String KIND = "subscription";

    private final Handles handles;

    SubscriptionHandles(Handles handles) {
        this.handles = handles;
    }

    public UUID of(SubjectId subject) {
        return handles.of(subject, KIND);
    }

    /** A new one, for a person who has none; its stream begins with the next command. */
    public Optional<UUID> begin(SubjectId subject) {
        return handles.begin(subject, KIND);
    }

    public Optional<UUID> find(SubjectId subject) {
        return handles.find(subject, KIND);
    }

    /** Nothing leads from the person to this stream any more; a stream that began since then stays found. */
    public void forget(SubjectId subject, UUID subscription) {
        handles.destroy(subject, KIND, subscription);
    }
}
