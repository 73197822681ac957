package io.nachweis.evidence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is true of a log after every step, whatever fails. Each answers with what contradicts it. */
final class LogInvariants {

    private static final Map<String, Function<Witness, Optional<String>>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("PositionsAreDense", LogInvariants::positionsAreDense);
        ALL.put("NoFactIsStoredTwice", LogInvariants::noFactIsStoredTwice);
        ALL.put("StreamsAreDense", LogInvariants::streamsAreDense);
        ALL.put("TimesNeverGoBack", LogInvariants::timesNeverGoBack);
        ALL.put("NoAcknowledgedFactIsMissing", LogInvariants::noAcknowledgedFactIsMissing);
        ALL.put("NoAnsweredRequestIsMissing", LogInvariants::noAnsweredRequestIsMissing);
        ALL.put("WhatWasRefusedIsNotThere", LogInvariants::whatWasRefusedIsNotThere);
        ALL.put("AcknowledgedOrderIsKept", LogInvariants::acknowledgedOrderIsKept);
        ALL.put("WhatWasReadStays", LogInvariants::whatWasReadStays);
    }

    private LogInvariants() {}

    /** Which one is broken, and by what. */
    static Optional<String> broken(Witness witness) {
        if (!witness.complaints().isEmpty()) {
            return Optional.of(witness.complaints().getFirst());
        }
        for (var invariant : ALL.entrySet()) {
            Optional<String> contradiction = invariant.getValue().apply(witness);
            if (contradiction.isPresent()) {
                return contradiction.map(what -> invariant.getKey() + ": " + what);
            }
        }
        return Optional.empty();
    }

    private static Stream<StoredEntry> entries(List<StoredCommit> commits) {
        return commits.stream().flatMap(commit -> commit.entries().stream());
    }

    private static Optional<String> positionsAreDense(Witness witness) {
        long next = 0;
        for (StoredCommit commit : witness.everything()) {
            if (commit.first() != next) {
                return Optional.of("a commit begins at " + commit.first() + " and not at " + next);
            }
            next = commit.end().next();
        }
        return Optional.empty();
    }

    private static Optional<String> noFactIsStoredTwice(Witness witness) {
        Set<String> seen = new HashSet<>();
        for (StoredCommit commit : witness.everything()) {
            Set<String> requests = new HashSet<>();
            for (String key : commit.keys()) {
                if (EntryKeys.isOfRequest(key) ? requests.add(key) && !seen.add(key) : !seen.add(key)) {
                    return Optional.of(key + " is there twice");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> streamsAreDense(Witness witness) {
        Map<String, Long> next = new HashMap<>();
        return entries(witness.everything())
                .map(StoredEntry::leaf)
                .filter(leaf -> !Optional.ofNullable(leaf.sequence())
                        .equals(Optional.of(next.merge(leaf.stream(), 1L, Long::sum) - 1)))
                .findFirst()
                .map(leaf -> leaf.stream() + " goes on with " + leaf.sequence());
    }

    private static Optional<String> timesNeverGoBack(Witness witness) {
        String latest = "";
        for (StoredCommit commit : witness.everything()) {
            for (StoredEntry entry : commit.entries()) {
                String recordedAt = entry.leaf().recordedAtText();
                latest = recordedAt.compareTo(latest) > 0 ? recordedAt : latest;
            }
            if (!commit.end().latest().equals(latest)) {
                return Optional.of("the commit at " + commit.first() + " has "
                        + commit.end().latest());
            }
        }
        return Optional.empty();
    }

    private static Map<String, Long> positions(Witness witness) {
        Map<String, Long> positions = new HashMap<>();
        entries(witness.settled()).forEach(entry -> positions.put(entry.leaf().id(), entry.position()));
        return positions;
    }

    private static Optional<String> noAcknowledgedFactIsMissing(Witness witness) {
        Set<String> ids = positions(witness).keySet();
        return witness.acknowledged().stream()
                .flatMap(acknowledged -> acknowledged.commit().entries().stream())
                .map(entry -> entry.leaf().id())
                .filter(id -> !ids.contains(id))
                .findFirst()
                .map(id -> id + " was acknowledged and is not settled");
    }

    private static Optional<String> noAnsweredRequestIsMissing(Witness witness) {
        Set<String> keys = new HashSet<>();
        witness.settled().forEach(commit -> keys.addAll(commit.keys()));
        return witness.answered().stream()
                .filter(request -> !keys.contains(request.key()))
                .findFirst()
                .map(request -> request.id() + " was answered and is not settled");
    }

    private static Optional<String> whatWasRefusedIsNotThere(Witness witness) {
        return entries(witness.everything())
                .map(entry -> entry.leaf().id())
                .filter(witness.refused()::contains)
                .findFirst()
                .map(id -> id + " was refused and is there");
    }

    /** What begins after something was acknowledged stands behind it. */
    private static Optional<String> acknowledgedOrderIsKept(Witness witness) {
        Map<String, Long> positions = positions(witness);
        List<Long> ends = witness.acknowledged().stream()
                .map(done -> positions.getOrDefault(
                        done.commit().entries().getLast().leaf().id(), Long.MAX_VALUE))
                .toList();
        for (int i = 0; i < ends.size(); i++) {
            for (int j = 0; j < witness.acknowledged().get(i).before(); j++) {
                if (ends.get(j) >= ends.get(i)) {
                    return Optional.of("the acknowledged commit " + i + " stands before " + j);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> whatWasReadStays(Witness witness) {
        Map<Long, String> settled = new HashMap<>();
        entries(witness.settled())
                .forEach(entry -> settled.put(entry.position(), entry.leaf().id()));
        return witness.read().entrySet().stream()
                .filter(read -> !read.getValue().equals(settled.get(read.getKey())))
                .findFirst()
                .map(read -> read.getValue() + " was read at " + read.getKey());
    }
}
