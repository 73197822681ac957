package io.nachweis.lead.decision;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.DownloadCommand.ExpireDownload;
import io.nachweis.lead.decision.DownloadCommand.FetchDocument;
import io.nachweis.lead.decision.DownloadCommand.RecordHandOver;
import io.nachweis.lead.decision.DownloadCommand.RequestDownload;
import io.nachweis.lead.decision.DownloadEvent.ConsentsHandedOver;
import io.nachweis.lead.decision.DownloadEvent.ConsentsTicked;
import io.nachweis.lead.decision.DownloadEvent.DocumentFetched;
import io.nachweis.lead.decision.DownloadEvent.DownloadExpired;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The words in which the tests tell what happened. One person, one document, a ticket of seven days. */
final class DownloadExamples {

    static final UUID DOWNLOAD = new UUID(1, 1);
    static final UUID HAND_OVER = new UUID(2, 1);

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    static final Duration TICKET = Duration.ofDays(7);
    static final Duration MEMORY = Duration.ofDays(14);

    static final Ticked NEWSLETTER = new Ticked("download/1/de", "ab".repeat(32), true);
    static final Ticked FOLLOW_UP = new Ticked("download/2/de", "cd".repeat(32), true);

    private static final SubjectId SUBJECT = SubjectId.of("1." + "A".repeat(43));
    private static final Personal<EmailAddress> EMAIL = Personal.of(EmailAddress.of("erika@example.org"));
    private static final Personal<String> NAME = Personal.of("Erika");
    private static final Personal<String> COMPANY = Personal.of("Example GmbH");
    private static final Personal<String> IP = Personal.of("192.0.2.7");

    private DownloadExamples() {}

    static Instant after(Duration time) {
        return NOON.plus(time);
    }

    static RequestDownload request(Ticked... ticked) {
        return new RequestDownload(
                DOWNLOAD,
                "idm",
                SUBJECT,
                EMAIL,
                NAME,
                COMPANY,
                "guide",
                "2",
                "de",
                HAND_OVER,
                IP,
                List.of(ticked),
                NOON,
                after(TICKET),
                after(MEMORY));
    }

    static DownloadRequested requested() {
        return requestedBy(SUBJECT);
    }

    static DownloadRequested requestedBy(SubjectId subject) {
        return new DownloadRequested(
                DOWNLOAD, "idm", subject, EMAIL, NAME, COMPANY, "guide", "2", "de", NOON, after(TICKET), after(MEMORY));
    }

    static ConsentsTicked ticked(Ticked... ticked) {
        return new ConsentsTicked(DOWNLOAD, "idm", HAND_OVER, SUBJECT, IP, List.of(ticked), NOON);
    }

    static RecordHandOver recordHandOver(Instant at) {
        return new RecordHandOver(DOWNLOAD, HAND_OVER, at);
    }

    static ConsentsHandedOver handedOver(Instant at) {
        return new ConsentsHandedOver(DOWNLOAD, "idm", HAND_OVER, SUBJECT, at);
    }

    static FetchDocument fetch(Instant at) {
        return new FetchDocument(DOWNLOAD, "2", "ef".repeat(32), at);
    }

    static DocumentFetched fetched(Instant at) {
        return new DocumentFetched(DOWNLOAD, "idm", SUBJECT, "2", "ef".repeat(32), at);
    }

    static ExpireDownload expire(Instant at) {
        return new ExpireDownload(DOWNLOAD, at);
    }

    static DownloadExpired expired(Instant at) {
        return new DownloadExpired(DOWNLOAD, "idm", SUBJECT, at);
    }

    static DownloadState state(DownloadEvent... history) {
        return DownloadState.of(Stream.of(history));
    }
}
