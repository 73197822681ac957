package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import java.util.UUID;

/**
 * Whose a case is.
 *
 * @param stream where the events about it are
 */
public record CaseOwner(String controller, SubjectId subject, UUID stream) {}
