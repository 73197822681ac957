package io.nachweis.lead.decision;

import io.nachweis.lead.decision.DownloadCommand.ExpireDownload;
import io.nachweis.lead.decision.DownloadCommand.FetchDocument;
import io.nachweis.lead.decision.DownloadCommand.RecordHandOver;
import io.nachweis.lead.decision.DownloadCommand.RequestDownload;
import io.nachweis.lead.decision.DownloadEvent.ConsentsHandedOver;
import io.nachweis.lead.decision.DownloadEvent.ConsentsTicked;
import io.nachweis.lead.decision.DownloadEvent.DocumentFetched;
import io.nachweis.lead.decision.DownloadEvent.DownloadExpired;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the past of a download amounts to. Decides and never acts: no clock, no I/O, no framework.
 *
 * <p>Requested → fetched, as often as its reader likes; or expired. What was ticked goes its own way beside that.
 */
public sealed interface DownloadState {

    record Unknown() implements DownloadState {}

    /**
     * @param toHandOver what was ticked and not handed over yet; null for nothing
     * @param fetchedAt when the document was fetched first; null before
     */
    record Open(
            DownloadRequested request,
            @Nullable UUID toHandOver,
            @Nullable Instant fetchedAt) implements DownloadState {}

    /** Expired, or its person was erased. */
    record Ended() implements DownloadState {}

    static DownloadState of(Stream<DownloadEvent> history) {
        return history.reduce(new Unknown(), DownloadState::evolve, (_, last) -> last);
    }

    /** Empty where there is nothing to know any more. */
    default Optional<DownloadRequested> known() {
        return this instanceof Open open ? Optional.of(open.request()) : Optional.empty();
    }

    /** Empty unless the ticket still brings the document. */
    default Optional<DownloadRequested> ticket(Instant at) {
        return known().filter(request -> at.isBefore(request.ticketUntil()));
    }

    default boolean awaitsHandOver(UUID handOver) {
        return this instanceof Open open && handOver.equals(open.toHandOver());
    }

    default List<DownloadEvent> decide(DownloadCommand command) {
        return switch (this) {
            case Unknown _ -> command instanceof RequestDownload request ? request(request) : List.of();
            case Open open -> decide(command, open).toList();
            case Ended _ -> List.of();
        };
    }

    private static List<DownloadEvent> request(RequestDownload command) {
        var requested = new DownloadRequested(
                command.download(),
                command.controller(),
                command.subject(),
                command.email(),
                command.name(),
                command.company(),
                command.document(),
                command.version(),
                command.language(),
                command.requestedAt(),
                command.ticketUntil(),
                command.purgeAt());
        if (command.ticked().isEmpty()) {
            return List.of(requested);
        }
        var ticked = new ConsentsTicked(
                command.download(),
                command.controller(),
                command.handOver(),
                command.subject(),
                command.ip(),
                command.ticked(),
                command.requestedAt());
        return List.of(requested, ticked);
    }

    private Stream<DownloadEvent> decide(DownloadCommand command, Open open) {
        DownloadRequested request = open.request();
        return switch (command) {
            case RequestDownload _ -> Stream.empty();
            case RecordHandOver(var download, var handOver, var at) ->
                when(
                        awaitsHandOver(handOver),
                        new ConsentsHandedOver(download, request.controller(), handOver, request.subject(), at));
            case FetchDocument(var download, var version, var sha256, var at) ->
                when(
                        open.fetchedAt() == null && ticket(at).isPresent(),
                        new DocumentFetched(download, request.controller(), request.subject(), version, sha256, at));
            case ExpireDownload(var download, var at) ->
                when(
                        open.fetchedAt() == null && !at.isBefore(request.purgeAt()),
                        new DownloadExpired(download, request.controller(), request.subject(), at));
        };
    }

    private static Stream<DownloadEvent> when(boolean condition, DownloadEvent event) {
        return condition ? Stream.of(event) : Stream.empty();
    }

    default DownloadState evolve(DownloadEvent event) {
        if (event instanceof DownloadRequested requested) {
            return requested.subject().isErased() ? new Ended() : new Open(requested, null, null);
        }
        if (!(this instanceof Open(var request, var toHandOver, var fetchedAt))) {
            return this;
        }
        return switch (event) {
            case DownloadRequested _ -> this;
            case ConsentsTicked ticked -> new Open(request, ticked.handOver(), fetchedAt);
            case ConsentsHandedOver _ -> new Open(request, null, fetchedAt);
            case DocumentFetched first -> new Open(request, toHandOver, first.fetchedAt());
            case DownloadExpired _ -> new Ended();
        };
    }
}
