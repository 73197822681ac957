package io.nachweis.evidence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows the end of the log for all readers of this process. What the process appended itself is handed on from memory.
 * Whether others have appended is polled: often while there are others, seldom while nobody else appends.
 *
 * <p>It only says when to ask: what it hands on is what a read at majority would have found, position for position.
 */
final class LogTail {

    /** How long nobody needs to ask again who knows where the log ends. */
    private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long after somebody else's entry others are taken to be there. */
    private static final long COMPANY = Duration.ofSeconds(30).toNanos();

    /** Who is further behind reads what is there now: meanwhile somebody may have been erased. */
    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    private static final int MOST_COMMITS = 500;
    private static final long MOST_BYTES = 4L << 20;

    /** A commit of this process where it is stored. */
    private record Placed(long first, Commit commit, long at) {

        long end() {
            return first + commit.size();
        }

        long bytes() {
            return commit.entries().stream().mapToLong(NewEntry::size).sum();
        }
    }

    private final CommitCollection commits;
    private final long seldom;
    private final Ticker ticker;

    /** The newest ones of this process, one right after the other. */
    private final Deque<Placed> own = new ArrayDeque<>();

    private long ownBytes;

    /** Where the log ended when that was last known; -1 while it never was. */
    private long end = -1;

    private long endKnownAt;
    private @Nullable Long othersAt;

    /** @param seldom how often others are looked for while nobody else appends */
    LogTail(CommitCollection commits, Duration seldom, Ticker ticker) {
        this.commits = commits;
        this.seldom = seldom.toNanos();
        this.ticker = ticker;
    }

    /** This commit of ours is stored, for good and for everybody to read. */
    synchronized void appended(long first, Commit commit) {
        long now = ticker.nanos();
        if (end >= 0 && first > end) {
            othersAt = now;
        } else if (first < end) {
            othersAt = null; // It was read before we heard that it is stored, and taken for somebody else's.
        }
        if (!own.isEmpty() && own.getLast().end() != first) {
            own.clear();
            ownBytes = 0;
        }
        Placed placed = new Placed(first, commit, now);
        own.add(placed);
        ownBytes += placed.bytes();
        forget(now);
        if (placed.end() > end) {
            end = placed.end();
            endKnownAt = now;
        }
    }

    private void forget(long now) {
        while (!own.isEmpty()
                && (own.size() > MOST_COMMITS
                        || ownBytes > MOST_BYTES
                        || now - own.getFirst().at() > FRESH)) {
            ownBytes -= own.remove().bytes();
        }
    }

    /** Entries from the position on, as {@link CommitCollection#from} has them; none also where it is too early to ask. */
    List<StoredEntry> from(long position, int wanted) {
        boolean isAtEnd;
        synchronized (this) {
            forget(ticker.nanos());
            List<Placed> known = ownFrom(position, wanted);
            if (!known.isEmpty()) {
                return entries(known, position);
            }
            isAtEnd = position == end;
            if (isAtEnd && ticker.nanos() - endKnownAt < pause()) {
                return List.of();
            }
        }
        long asked = ticker.nanos();
        List<StoredEntry> found =
                isAtEnd && commits.newest().next() == position ? List.of() : commits.from(position, wanted);
        found(position, found, asked, isAtEnd);
        return found;
    }

    private synchronized void found(long position, List<StoredEntry> found, long asked, boolean wasAtEnd) {
        if (found.isEmpty()) {
            if (position >= end) {
                end = position;
                endKnownAt = asked;
            }
        } else {
            long reached = found.getLast().position() + 1;
            if (wasAtEnd) {
                othersAt = asked;
            }
            if (reached > end) {
                end = reached;
                endKnownAt = asked - seldom; // There may be more.
            }
        }
    }

    private long pause() {
        return othersAt != null && ticker.nanos() - othersAt < COMPANY ? OFTEN : seldom;
    }

    private List<Placed> ownFrom(long position, int wanted) {
        List<Placed> found = new ArrayList<>();
        if (own.isEmpty()
                || position < own.getFirst().first()
                || position >= own.getLast().end()) {
            return found;
        }
        long entries = 0;
        for (Placed placed : own) {
            if (placed.end() > position && entries < wanted) {
                found.add(placed);
                entries += placed.commit().size();
            }
        }
        return found;
    }

    /** Read from their bytes, as everybody else reads them. */
    private static List<StoredEntry> entries(List<Placed> commits, long from) {
        List<StoredEntry> entries = new ArrayList<>();
        for (Placed placed : commits) {
            long position = placed.first();
            for (NewEntry entry : placed.commit().entries()) {
                if (position >= from) {
                    entries.add(new StoredEntry(
                            position, Leaf.read(entry.leaf().bytes()), entry.sealed(), entry.pseudonyms()));
                }
                position++;
            }
        }
        return entries;
    }
}
