package io.nachweis.lead.document;

import io.nachweis.event.CommandResult;
import io.nachweis.forms.page.Page;
import io.nachweis.forms.page.Pages;
import io.nachweis.forms.page.UnusableLink;
import io.nachweis.lead.decision.DownloadCommand.FetchDocument;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lead.intake.DownloadRequests;
import io.nachweis.lead.link.DownloadTickets;
import io.nachweis.lead.link.Downloads;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Document;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.web.ClientAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page behind the link of a ticket's mail, and the document behind its button, as often as its reader likes until the
 * ticket ends. One that has ended offers a fresh one by mail.
 */
@Controller
@RequestMapping("/{controller}/documents/{ticket}")
class DocumentController {

    private static final String FETCH = "fetch";
    private static final String RENEW = "renew";

    private final Controllers controllers;
    private final DownloadTickets tickets;
    private final Downloads downloads;
    private final DocumentFiles files;
    private final DownloadRequests requests;
    private final Pages pages;
    private final CommandGateway commands;
    private final DomainClock clock;

    DocumentController(
            Controllers controllers,
            DownloadTickets tickets,
            Downloads downloads,
            DocumentFiles files,
            DownloadRequests requests,
            Pages pages,
            CommandGateway commands,
            DomainClock clock) {
        this.controllers = controllers;
        this.tickets = tickets;
        this.downloads = downloads;
        this.files = files;
        this.requests = requests;
        this.pages = pages;
        this.commands = commands;
        this.clock = clock;
    }

    /** @param owed empty where nothing is known any more that the ticket belongs to */
    private record Visit(ControllerPolicy policy, String ticket, Optional<Owed> owed, Locale language, Instant at) {

        boolean isOpen() {
            return owed.filter(known -> at.isBefore(known.request().ticketUntil()))
                    .isPresent();
        }

        Page page() {
            if (owed.isEmpty()) {
                return Page.saying(HttpStatus.GONE, "document.gone", language, policy);
            }
            Page asking = isOpen()
                    ? asking("document.open", FETCH)
                    : asking("document.expired", RENEW).with(HttpStatus.GONE);
            return asking.about(owed.get().document().title(language));
        }

        private Page asking(String name, String action) {
            return Page.asking(name, language, policy, List.of(), ticket, ticket, action);
        }
    }

    private record Owed(DownloadRequested request, Document document) {}

    @GetMapping
    ResponseEntity<String> show(@PathVariable String controller, @PathVariable String ticket, Locale reader) {
        return pages.show(visit(controller, ticket, reader).page());
    }

    @PostMapping
    ResponseEntity<?> answer(
            @PathVariable String controller,
            @PathVariable String ticket,
            @RequestParam(defaultValue = FETCH) String action,
            ClientAddress client,
            Locale reader)
            throws IOException {
        Visit visit = visit(controller, ticket, reader);
        if (visit.isOpen()) {
            return fetch(visit.owed().orElseThrow(), visit.at());
        }
        if (visit.owed().isEmpty() || !action.equals(RENEW)) {
            return pages.show(visit.page());
        }
        Owed owed = visit.owed().get();
        requests.repeat(visit.policy(), owed.request(), owed.document(), client);
        return pages.show(Page.saying(HttpStatus.OK, "document.renewed", visit.language(), visit.policy()));
    }

    /** Always all of it: no ranges are defined for POST (RFC 9110, 14.2). */
    private ResponseEntity<?> fetch(Owed owed, Instant at) throws IOException {
        Document document = owed.document();
        Resource file = files.of(document);
        commands.<CommandResult>sendAndWait(
                new FetchDocument(owed.request().download(), document.version(), document.sha256(), at));
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
                .contentLength(file.contentLength())
                .body(new InputStreamResource(file));
    }

    private Visit visit(String controller, String ticket, Locale reader) {
        ControllerPolicy policy = controllers.find(controller).orElseThrow(() -> UnusableLink.unknown(reader, null));
        UUID download = tickets.read(policy.id(), ticket).orElseThrow(() -> UnusableLink.unknown(reader, policy));
        Optional<Owed> owed = downloads
                .state(download)
                .known()
                .flatMap(request -> policy.document(request.document()).map(document -> new Owed(request, document)));
        Locale addressed = owed.map(
                        known -> Locale.forLanguageTag(known.request().language()))
                .orElse(reader);
        return new Visit(policy, ticket, owed, Pages.language(addressed, reader, policy), clock.now());
    }
}
