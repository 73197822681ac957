package io.nachweis.rights.access;

import io.nachweis.evidence.Slice;
import io.nachweis.lifecycle.PersonalData;
import io.nachweis.lifecycle.PersonalData.Row;
import io.nachweis.starter.client.CallFailure;
import java.time.Instant;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a service holds about a person, of any size: gone through as often as needed, each time slice by slice, of which
 * only the first is at hand.
 *
 * @param data oldest first; going through it fails with {@link CallFailure} where the service does not answer any more
 */
public record HeldData(String service, Instant asOf, Iterable<Row> data) {

    /** Asks for the first slice, and for the others by the {@code next} of the one before. */
    static HeldData of(LongFunction<PersonalData> after) {
        PersonalData first = after.apply(Slice.START);
        return new HeldData(
                first.service(),
                first.asOf(),
                () -> Slice.all(slice(first), next -> slice(after.apply(next))).iterator());
    }

    private static Slice<Row> slice(PersonalData held) {
        return new Slice<>(held.data(), held.next());
    }

    HeldData only(Predicate<Row> wanted) {
        return new HeldData(service, asOf, () -> rows().filter(wanted).iterator());
    }

    private Stream<Row> rows() {
        return StreamSupport.stream(data.spliterator(), false);
    }
}
