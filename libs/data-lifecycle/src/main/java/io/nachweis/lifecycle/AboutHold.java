package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import java.util.UUID;

/** An event about a legal hold: of the hold itself, or of what a service heard of it. */
public interface AboutHold {

    UUID hold();

    String controller();

    SubjectId subject();
}
