package io.nachweis.consent.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a person's decision about a purpose stands, by what is on record and by what was only heard so far. */
public final class Standing {

    /** Nothing is on record. */
    public static final Standing UNDECIDED = new Standing(ConsentState.UNDECIDED, null);

    private final ConsentState state;
    private final @Nullable ConsentOutcome outcome;

    private Standing(ConsentState state, @Nullable ConsentOutcome outcome) {
        this.state = state;
        this.outcome = outcome;
    }

    public static Standing of(Stream<ConsentEvent> onRecord) {
        return onRecord.reduce(UNDECIDED, Standing::after, (_, last) -> last);
    }

    /** What would be put on record; nothing if that deed is, whoever told of it and under whatever id. */
    public List<ConsentEvent> decide(ConsentCommand command) {
        return state.decide(command);
    }

    /** Where it would stand with this on record too. */
    public Standing with(ConsentCommand heard) {
        return decide(heard).stream().reduce(this, Standing::after, (_, last) -> last);
    }

    /** Empty when nothing was decided yet. */
    public Optional<ConsentOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    public Standing after(ConsentEvent event) {
        return new Standing(state.evolve(event), event.outcome());
    }
}
