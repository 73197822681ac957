package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.policy.ControllerPolicy;
import java.time.Instant;

/**
 * What a service has to do before a person is erased, while it still knows who that is: to withdraw consents, to forget
 * what stands beside the log. Called again after a crash, so it MUST do nothing twice. A service declares beans of it.
 */
public interface BeforeErasure {

    void prepare(SubjectId subject, ControllerPolicy policy, Instant orderedAt);
}
