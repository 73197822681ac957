package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.KeyScope;
import java.util.function.Predicate;

/**
 * What a service has to put on record before cases of a person end, by retention or by an erasure, while it can still say
 * whose they were. What that announces is published before the keys end. Called until it is, so it MUST do nothing twice. A
 * service declares beans of it.
 */
public interface BeforeEnd {

    /**
     * @param ending the cases that end with this
     * @param stays the cases that go on; what is neither ends by itself at about the same time
     */
    void prepare(String controller, SubjectId subject, Predicate<KeyScope> ending, Predicate<KeyScope> stays);
}
