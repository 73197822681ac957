package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A query under way. It holds no state of the data: after each batch it knows the entry it saw last, and goes on from
 * there in the state that is current then, as MongoDB's cursors do.
 */
final class Query {

    /** A document with the number of its bytes. */
    record Found(Document document, int size) {}

    /** The next document, or null at the end. */
    interface Answers {
        @Nullable
        Found next();
    }

    private static final int SORTED_IN_MEMORY = 10_000;

    private final Storage storage;
    private final Tree documents;
    private final Plan plan;
    private final Document filter;
    private final Document sort;
    private final QueryMatcher matcher = new DefaultQueryMatcher();
    private final @Nullable Set<Bytes> seen;
    private int skip;
    private long left;

    private int range;
    private @Nullable Bytes last;
    private @Nullable Iterator<Bytes> sortedIds;
    private @Nullable Iterator<Found> sortedDocuments;
    private boolean exhausted;

    /** With a {@code limit} of 0 for none. */
    Query(Storage storage, Tree documents, Plan plan, Document filter, Document sort, int skip, int limit) {
        this.storage = storage;
        this.documents = documents;
        this.plan = plan;
        this.filter = filter;
        this.sort = sort;
        this.skip = skip;
        this.left = limit == 0 ? Long.MAX_VALUE : limit;
        this.seen = plan.repeats() ? new HashSet<>() : null;
    }

    boolean isExhausted() {
        return exhausted || left == 0;
    }

    /** The answers from here on, as of {@code view}. */
    Answers in(View view) {
        Answers all = sorted(view);
        return () -> {
            Found found = left == 0 ? null : all.next();
            while (found != null && skip > 0) {
                skip--;
                found = all.next();
            }
            if (found == null) {
                exhausted = true;
            } else {
                left--;
            }
            return found;
        };
    }

    Iterator<Document> documentsIn(View view) {
        Answers answers = in(view);
        return new Iterator<>() {

            private @Nullable Found next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = answers.next();
                }
                return next != null;
            }

            @Override
            public Document next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException();
                }
                Document document = next.document;
                next = null;
                return document;
            }
        };
    }

    private Answers sorted(View view) {
        if (plan.ordered()) {
            return scan(view);
        }
        if (sort.keySet().equals(Set.of(PrimaryIndex.FIELD))) {
            return sortedById(view);
        }
        return sortedInMemory(view);
    }

    private Answers scan(View view) {
        Ids ids = new Ids(view);
        return () -> {
            for (View.Entry entry = ids.next(); entry != null; entry = ids.next()) {
                Found found = match(ids.document(entry));
                if (found != null) {
                    return found;
                }
            }
            return null;
        };
    }

    /** Only the ids are held in memory. */
    private Answers sortedById(View view) {
        if (sortedIds == null) {
            boolean ascending = Plan.isAscending(sort.get(PrimaryIndex.FIELD));
            TreeSet<Bytes> sorted = new TreeSet<>();
            Ids ids = new Ids(view);
            for (View.Entry entry = ids.next(); entry != null; entry = ids.next()) {
                sorted.add(entry.value());
            }
            sortedIds = ascending ? sorted.iterator() : sorted.descendingIterator();
        }
        Iterator<Bytes> ids = sortedIds;
        return () -> {
            while (ids.hasNext()) {
                Found found = match(view.get(documents.prefix().plus(ids.next())));
                if (found != null) {
                    return found;
                }
            }
            return null;
        };
    }

    private Answers sortedInMemory(View view) {
        if (sortedDocuments == null) {
            List<Found> all = new ArrayList<>();
            Answers answers = scan(view);
            for (Found found = answers.next(); found != null; found = answers.next()) {
                if (all.size() == SORTED_IN_MEMORY) {
                    throw CommandError.ofScan("Sorting more than " + SORTED_IN_MEMORY + " documents of "
                            + documents.name() + " by " + sort.keySet() + " needs an index");
                }
                all.add(found);
            }
            DocumentComparator order = new DocumentComparator(sort);
            all.sort((a, b) -> order.compare(a.document, b.document));
            sortedDocuments = all.iterator();
        }
        Iterator<Found> found = sortedDocuments;
        return () -> found.hasNext() ? found.next() : null;
    }

    private @Nullable Found match(@Nullable Bytes bytes) {
        if (bytes == null) {
            return null;
        }
        Document document = Bson.read(bytes);
        return filter.isEmpty() || matcher.matches(document, filter) ? new Found(document, bytes.length()) : null;
    }

    /** The entries of the plan's ranges, each document's first one only. */
    private final class Ids {

        private final View view;
        private View.@Nullable Entries entries;

        Ids(View view) {
            this.view = view;
        }

        View.@Nullable Entry next() {
            while (range < plan.ranges().size()) {
                if (entries == null) {
                    KeyRange whole = plan.ranges().get(range);
                    entries = view.entries(last == null ? whole : whole.beyond(last, plan.reverse()), plan.reverse());
                }
                View.Entry entry = entries.next();
                if (entry == null) {
                    range++;
                    last = null;
                    entries = null;
                } else {
                    storage.countExamined();
                    last = entry.key();
                    if (seen == null || seen.add(entry.value())) {
                        return entry;
                    }
                }
            }
            return null;
        }

        @Nullable
        Bytes document(View.Entry entry) {
            boolean itself = plan.path().tree() == documents;
            return itself ? entry.value() : view.get(documents.prefix().plus(entry.value()));
        }
    }
}
