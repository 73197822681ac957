package io.nachweis.lead.document;

import io.nachweis.event.CommandResult;
import io.nachweis.forms.page.Page;
import io.nachweis.forms.page.Pages;
import io.nachweis.forms.page.UnusableLink;
import io.nachweis.lead.decision.DownloadCommand.FetchDocument;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lead.link.DownloadTickets;
import io.nachweis.lead.link.Downloads;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Document;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The page behind the link of a ticket's mail, and the document behind its button, as often as its reader likes until the
 * ticket ends. A ticket that has ended, and one that never was, show the same page.
 */
@Controller
@RequestMapping("/{controller}/documents/{ticket}")
class DocumentController {

    private static final String FETCH = "fetch";

    private final Controllers controllers;
    private final DownloadTickets tickets;
    private final Downloads downloads;
    private final DocumentFiles files;
    private final Pages pages;
    private final CommandGateway commands;
    private final DomainClock clock;

    DocumentController(
            Controllers controllers,
            DownloadTickets tickets,
            Downloads downloads,
            DocumentFiles files,
            Pages pages,
            CommandGateway commands,
            DomainClock clock) {
        this.controllers = controllers;
        this.tickets = tickets;
        this.downloads = downloads;
        this.files = files;
        this.pages = pages;
        this.commands = commands;
        this.clock = clock;
    }

    private record Visit(ControllerPolicy policy, DownloadRequested request, Document document, Instant at) {}

    @GetMapping
    ResponseEntity<String> show(@PathVariable String controller, @PathVariable String ticket, Locale reader) {
        Visit visit = visit(controller, ticket, reader);
        Locale language = Pages.language(Locale.forLanguageTag(visit.request().language()), reader, visit.policy());
        return pages.show(Page.asking("document.open", language, visit.policy(), List.of(), ticket, ticket, FETCH)
                .about(visit.document().title(language)));
    }

    /** Spring sends the part that a Range asks for. */
    @PostMapping
    ResponseEntity<Resource> fetch(@PathVariable String controller, @PathVariable String ticket, Locale reader) {
        Visit visit = visit(controller, ticket, reader);
        Document document = visit.document();
        Resource file = files.of(document);
        commands.<CommandResult>sendAndWait(
                new FetchDocument(visit.request().download(), document.version(), document.sha256(), visit.at()));
        return ResponseEntity.ok()
                .contentType(
                        MediaTypeFactory.getMediaType(document.fileName()).orElse(MediaType.APPLICATION_OCTET_STREAM))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.fileName())
                                .build()
                                .toString())
                .eTag(document.sha256())
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(file);
    }

    private Visit visit(String controller, String ticket, Locale reader) {
        ControllerPolicy policy = controllers.find(controller).orElseThrow(() -> UnusableLink.unknown(reader, null));
        Instant now = clock.now();
        return tickets.read(policy.id(), ticket)
                .flatMap(download -> downloads.state(download).ticket(now))
                .flatMap(request ->
                        policy.document(request.document()).map(document -> new Visit(policy, request, document, now)))
                .orElseThrow(() -> UnusableLink.unknown(reader, policy));
    }
}
