package io.nachweis.personal;

import io.nachweis.event.SubjectId;
import java.util.Optional;
import java.util.UUID;

/** Random names that stand for a person in streams and leaves. Kept with the keys and destroyed last. */
public interface Handles {

    /** The person's handle of this kind; made when there is none, the same for everyone who asks at once. */
    UUID of(SubjectId subject, String kind);

    /** The same for a person who most likely has none yet: made without looking for one, and empty where there is one. */
    Optional<UUID> begin(SubjectId subject, String kind);

    Optional<UUID> find(SubjectId subject, String kind);

    /** A handle that was made for the person since then stays. */
    void destroy(SubjectId subject, String kind, UUID handle);

    /** Nothing leads from the person to any stream any more. */
    void destroyAll(SubjectId subject);
}
