package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of which tree answer a query.
 *
 * @param strength how much of the filter the ranges say; 0 if they are the whole tree
 * @param ordered whether the entries come in the order that was asked for
 * @param repeats whether the walk may meet a document several times
 */
record Plan(Path path, List<KeyRange> ranges, int strength, boolean ordered, boolean reverse, boolean repeats) {

    /** Documents or an index on them, in the order of {@code keys}. */
    record Path(Tree tree, List<IndexKey> keys, boolean unique, boolean multikey) {

        /** Entries that are equal in the keys of an index that is not unique are in the order of {@code _id}. */
        List<IndexKey> order() {
            if (unique || keys.stream().anyMatch(key -> key.getKey().equals(PrimaryIndex.FIELD))) {
                return keys;
            }
            List<IndexKey> order = new ArrayList<>(keys);
            order.add(new IndexKey(PrimaryIndex.FIELD, true));
            return order;
        }
    }

    private static final int EQUALITY = 4;
    private static final int RANGE = 1;
    private static final int ONE_DOCUMENT = 100;

    /** The plan that looks at least, and among equals one that need not sort. */
    static Plan choose(Collection<Path> paths, Conditions conditions, Document sort) {
        return paths.stream()
                .map(path -> of(path, conditions, sort))
                .max(Comparator.comparingInt(Plan::strength).thenComparing(Plan::ordered))
                .orElseThrow();
    }

    private static Plan of(Path path, Conditions conditions, Document sort) {
        List<IndexKey> order = path.order();
        Set<Bytes> prefixes = new TreeSet<>(Set.of(path.tree().prefix()));
        Set<String> fixed = new HashSet<>();
        Set<String> used = new HashSet<>();
        List<KeyRange> ranges = null;
        int strength = 0;
        for (IndexKey key : order) {
            // two conditions on one array may be met by two of its elements, an entry is about one
            if (path.multikey() && !used.add(Utils.firstFragment(key.getKey()))) {
                break;
            }
            List<@Nullable Object> values = conditions.values(key.getKey());
            if (values != null) {
                prefixes = extended(prefixes, key, values);
                if (values.size() == 1) {
                    fixed.add(key.getKey());
                }
                strength += EQUALITY;
                continue;
            }
            Conditions.Bounds bounds = conditions.bounds(key.getKey());
            if (bounds != null) {
                ranges = prefixes.stream()
                        .map(prefix -> range(prefix, key, bounds, path.multikey()))
                        .toList();
                strength += RANGE;
            }
            break;
        }
        if (path.unique() && strength == EQUALITY * path.keys().size()) {
            strength += ONE_DOCUMENT;
        }
        if (ranges == null) {
            ranges = prefixes.stream().map(KeyRange::startingWith).toList();
        }
        // under one value of each array an index has one entry of a document
        boolean once = !path.multikey()
                || path.keys().stream()
                        .map(IndexKey::getKey)
                        .filter(key -> !key.equals(PrimaryIndex.FIELD))
                        .allMatch(fixed::contains);
        Boolean reverse = once ? direction(order, fixed, sort) : sort.isEmpty() ? Boolean.FALSE : null;
        boolean backwards = reverse != null && reverse;
        List<KeyRange> walked = backwards ? ranges.reversed() : ranges;
        return new Plan(path, walked, strength, reverse != null, backwards, !once);
    }

    private static Set<Bytes> extended(Set<Bytes> prefixes, IndexKey key, List<@Nullable Object> values) {
        Set<Bytes> extended = new TreeSet<>();
        for (Bytes prefix : prefixes) {
            for (Object value : values) {
                extended.add(prefix.plus(IndexEntry.bytes(key, value)));
            }
        }
        return extended;
    }

    private static KeyRange range(Bytes prefix, IndexKey key, Conditions.Bounds bounds, boolean multikey) {
        Conditions.End low = bounds.low();
        Conditions.End high = bounds.high();
        if (low != null && high != null) {
            boolean sameType = OrderedBytes.typeOf(low.value()).equals(OrderedBytes.typeOf(high.value()));
            if (!sameType || (multikey && !bounds.together())) {
                high = null;
            }
        }
        Object any = low != null ? low.value() : Objects.requireNonNull(high).value();
        Bytes type = OrderedBytes.typeOf(any);
        KeyRange whole = KeyRange.startingWith(prefix.plus(key.isAscending() ? type : type.inverted()));
        Conditions.End first = key.isAscending() ? low : high;
        Conditions.End last = key.isAscending() ? high : low;
        Bytes from = whole.from();
        if (first != null) {
            Bytes bytes = prefix.plus(IndexEntry.bytes(key, first.value()));
            from = first.included() ? bytes : bytes.afterPrefix();
        }
        Bytes to = whole.to();
        if (last != null) {
            Bytes bytes = prefix.plus(IndexEntry.bytes(key, last.value()));
            to = last.included() ? bytes.afterPrefix() : bytes;
        }
        return new KeyRange(from, to);
    }

    /** Whether the order has to be walked backwards to give the sort; null if it does not give it at all. */
    private static @Nullable Boolean direction(List<IndexKey> order, Set<String> fixed, Document sort) {
        List<IndexKey> rest =
                order.stream().filter(key -> !fixed.contains(key.getKey())).toList();
        Boolean reverse = null;
        int next = 0;
        for (Map.Entry<String, Object> wanted : sort.entrySet()) {
            if (fixed.contains(wanted.getKey()) || next == rest.size()) {
                continue; // all the same, or told apart by what came before
            }
            IndexKey key = rest.get(next++);
            boolean backwards = isAscending(wanted.getValue()) != key.isAscending();
            if (!key.getKey().equals(wanted.getKey()) || (reverse != null && reverse != backwards)) {
                return null;
            }
            reverse = backwards;
        }
        return reverse != null && reverse;
    }

    static boolean isAscending(@Nullable Object direction) {
        if (direction instanceof Number number && Math.abs(number.doubleValue()) == 1) {
            return number.intValue() == 1;
        }
        throw CommandError.of("a sort other than by 1 or -1");
    }
}
