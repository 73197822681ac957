package io.nachweis.consent.source;

import io.nachweis.contracts.PublishedFact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be known of a person from one service. */
public sealed interface SourceAnswer {

    /** Such as {@code /newsletter}. */
    String source();

    /** Null when nothing of that service was ever certain. */
    @Nullable
    AsOf asOf();

    /** The ledger has it. */
    record OnRecord(String source, AsOf asOf) implements SourceAnswer {}

    /** The ledger is behind, so the service was asked what it has said about the person. */
    record Asked(String source, AsOf asOf, List<PublishedFact> facts) implements SourceAnswer {}

    /** The ledger is behind, and the service does not answer. */
    record Silent(String source, @Nullable AsOf asOf) implements SourceAnswer {}
}
