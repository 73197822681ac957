package io.nachweis.gateway.accesslog;

import java.util.List;
import java.util.stream.Stream;

/**
 * The report of a run: how many, and nothing about anybody.
 *
 * @param files that were looked at
 * @param lines that were in them
 * @param reduced lines that say nothing about anybody any more, since this run
 * @param deleted lines that are gone, since this run
 * @param unreadable lines that are in no known format, those that went included
 * @param deletedFiles files of which nothing is left
 * @param waiting files that another program is at, and that the next run looks at again
 * @param failed files that could not be changed and are as they were, by name and kind of failure
 */
public record KeptLogs(
        int files,
        long lines,
        long reduced,
        long deleted,
        long unreadable,
        int deletedFiles,
        int waiting,
        List<String> failed) {

    static final KeptLogs NOTHING = new KeptLogs(0, 0, 0, 0, 0, 0, 0, List.of());

    KeptLogs and(KeptLogs other) {
        return new KeptLogs(
                files + other.files,
                lines + other.lines,
                reduced + other.reduced,
                deleted + other.deleted,
                unreadable + other.unreadable,
                deletedFiles + other.deletedFiles,
                waiting + other.waiting,
                Stream.concat(failed.stream(), other.failed.stream()).toList());
    }

    @Override
    public String toString() {
        return "%d files with %d lines: %d lines reduced, %d deleted; %d were in no known format; %d files deleted, %d waiting, %d failed"
                .formatted(files, lines, reduced, deleted, unreadable, deletedFiles, waiting, failed.size());
    }
}
