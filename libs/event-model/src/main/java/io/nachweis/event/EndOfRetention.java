package io.nachweis.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event by which a case can end because the time of its data is over (Art. 5(1)(e) GDPR). Reports of retention count
 * these.
 */
public interface EndOfRetention {

    /** Null in entries that are older than this component. */
    @Nullable
    String controller();

    /** The data category of the case; empty where it ended for another reason than its time. */
    Optional<String> endedCategory();
}
