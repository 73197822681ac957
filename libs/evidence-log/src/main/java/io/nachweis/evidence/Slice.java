package io.nachweis.evidence;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer of any size: small enough to be held whole.
 *
 * @param items oldest first
 * @param next the position that the next slice is asked for after; null when this is the last
 */
public record Slice<T>(List<T> items, @Nullable Long next) {

    /** The position before the first. */
    public static final long START = -1;

    public Slice {
        items = List.copyOf(items);
    }

    /** The items of all slices. The first is asked for now, each other when it is reached. */
    public static <T> Stream<T> all(LongFunction<Slice<T>> after) {
        return all(after.apply(START), after);
    }

    /** The same where the first is at hand. */
    public static <T> Stream<T> all(Slice<T> first, LongFunction<Slice<T>> after) {
        return Stream.iterate(
                        Optional.of(first),
                        Optional::isPresent,
                        slice -> slice.map(Slice::next).map(after::apply))
                .flatMap(Optional::stream)
                .flatMap(slice -> slice.items().stream());
    }
}
