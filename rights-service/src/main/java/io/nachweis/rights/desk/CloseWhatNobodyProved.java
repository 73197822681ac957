package io.nachweis.rights.desk;

import io.nachweis.evidence.Erasure;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.WhenDue;
import io.nachweis.personal.KeyScope;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.Ending;
import io.nachweis.rights.decision.RightsCommand;
import io.nachweis.rights.decision.RightsCommand.CloseRequest;
import io.nachweis.rights.decision.RightsCommand.LapseRequest;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsEvent.RequestClosed;
import io.nachweis.rights.link.Cases;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * Anybody can type anybody's address into the form. When the time to answer is over and nobody has shown that they read
 * the mailbox, the request lapses: its person is told, and the desk sees it for a week, before it is closed. When the reader
 * of the mailbox says that they did not ask, it is closed and its person forgotten. A withdrawal needs no proof, and who
 * undoes one is forgotten when it is undone.
 */
@Component
@ProcessingGroup("forget")
class CloseWhatNobodyProved implements WhenDue {

    /** How long what has lapsed stays in the desk's queue. */
    static final Duration SEEN = Duration.ofDays(7);

    private final LapseNotices notices;
    private final Cases cases;
    private final Erasure erasure;

    CloseWhatNobodyProved(LapseNotices notices, Cases cases, Erasure erasure) {
        this.notices = notices;
        this.cases = cases;
        this.erasure = erasure;
    }

    @Override
    public RightsCommand command(DueItem item, Instant now) {
        return switch (item.kind()) {
            case DueProjection.UNPROVEN -> new LapseRequest(item.stream(), notices.of(item.stream(), now), now);
            case DueProjection.LAPSED -> new CloseRequest(item.stream(), Ending.NEVER_PROVEN, now);
            default -> throw new IllegalArgumentException("Nothing is due for " + item.kind());
        };
    }

    @EventHandler
    void on(RequestClosed event) {
        boolean isUndone = cases.find(event.request()).filter(Case::isUndone).isPresent();
        if (event.ending() == Ending.NOT_MINE && !isUndone && !event.subject().isErased()) {
            erasure.begin(new KeyScope(
                    event.subject(), RightsEvent.CATEGORY, event.request().toString()));
        }
    }
}
