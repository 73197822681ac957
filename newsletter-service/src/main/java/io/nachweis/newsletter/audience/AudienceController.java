package io.nachweis.newsletter.audience;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.newsletter.audience.Recipient.MayWrite;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whom one may write to now, with a way out for each; and who came and left since. */
@RestController
@RequestMapping("/api/v1/{controller}/audiences/{purpose}")
@PreAuthorize("hasRole('marketing') or hasRole('app') and @audienceReaders.serves(principal, #purpose)")
class AudienceController {

    /**
     * @param usableUntil after that the list has to be fetched again
     * @param next the next page; null where this is the last
     * @param changes where to learn what changed since this export began
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Members(
            Instant usableUntil,
            List<Member> recipients,
            @Nullable String next,
            String changes) {}

    record Member(
            String recipient,
            @Nullable String subject,
            @JsonUnwrapped MayWrite may) {}

    /** @param next where to ask the next time, at once if there is {@code more} */
    record Changes(Instant usableUntil, List<Change> changes, String next, boolean more) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            What change,
            String recipient,
            @Nullable String subject,
            @JsonUnwrapped @Nullable MayWrite may) {}

    enum What {
        @JsonProperty("joined")
        JOINED,
        @JsonProperty("left")
        LEFT
    }

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final String USUAL = "500";
    private static final int MOST = 1000;
    private static final String FROM_THE_START = "-1";

    private final Controllers controllers;
    private final Exports exports;

    AudienceController(Controllers controllers, Exports exports) {
        this.controllers = controllers;
        this.exports = exports;
    }

    @GetMapping
    ResponseEntity<Members> members(
            @PathVariable String controller,
            @PathVariable String purpose,
            @RequestParam(defaultValue = FROM_THE_START) long after,
            @RequestParam(required = false) @Nullable Long changesAfter,
            @RequestParam(defaultValue = USUAL) int limit,
            @AuthenticationPrincipal Jwt token) {
        var export = export(controller, purpose, after, changesAfter, limit, token);
        List<Member> recipients = export.page().changes().stream()
                .map(Exports.Change::recipient)
                .flatMap(each ->
                        Stream.ofNullable(each.may()).map(may -> new Member(each.recipient(), each.subject(), may)))
                .toList();
        return notKept().body(new Members(export.page().usableUntil(), recipients, export.next(), export.changes()));
    }

    @GetMapping(produces = "text/csv")
    ResponseEntity<String> table(
            @PathVariable String controller,
            @PathVariable String purpose,
            @RequestParam(defaultValue = FROM_THE_START) long after,
            @RequestParam(required = false) @Nullable Long changesAfter,
            @RequestParam(defaultValue = USUAL) int limit,
            @AuthenticationPrincipal Jwt token) {
        var export = export(controller, purpose, after, changesAfter, limit, token);
        var answer = notKept()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + purpose + ".csv\"")
                .header(HttpHeaders.LINK, "<" + export.changes() + ">; rel=\"monitor\"");
        if (export.next() != null) {
            answer.header(HttpHeaders.LINK, "<" + export.next() + ">; rel=\"next\"");
        }
        return answer.body(Csv.of(export.page()));
    }

    @GetMapping("/changes")
    ResponseEntity<Changes> changes(
            @PathVariable String controller,
            @PathVariable String purpose,
            @RequestParam(defaultValue = FROM_THE_START) long after,
            @RequestParam(defaultValue = USUAL) int limit,
            @AuthenticationPrincipal Jwt token) {
        Audience audience = audience(controller, purpose, limit);
        Exports.ExportPage page = exports.changed(audience, after, limit, client(token));
        List<Change> changes = page.changes().stream()
                .map(Exports.Change::recipient)
                .map(each -> new Change(
                        each.may() == null ? What.LEFT : What.JOINED, each.recipient(), each.subject(), each.may()))
                .toList();
        return notKept()
                .body(new Changes(
                        page.usableUntil(), changes, path(audience) + "/changes?after=" + page.last(), !page.isLast()));
    }

    private record Export(Exports.ExportPage page, @Nullable String next, String changes) {}

    /** @param changesAfter comes along from page to page: what changes while somebody reads page after page counts too */
    private Export export(
            String controller, String purpose, long after, @Nullable Long changesAfter, int limit, Jwt token) {
        Audience audience = audience(controller, purpose, limit);
        long changes = changesAfter == null ? exports.last(audience) : changesAfter;
        Exports.ExportPage page = exports.joined(audience, after, limit, client(token));
        String next = path(audience) + "?after=" + page.last() + "&changesAfter=" + changes + "&limit=" + limit;
        return new Export(page, page.isLast() ? null : next, path(audience) + "/changes?after=" + changes);
    }

    private Audience audience(String controller, String purpose, int limit) {
        ControllerPolicy policy = controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
        if (policy.purpose(purpose).isEmpty()) {
            throw PlatformProblem.UNKNOWN_PURPOSE.refusal();
        }
        if (limit < 1 || limit > MOST) {
            throw PlatformProblem.INVALID_FIELD.about("limit");
        }
        return new Audience(controller, purpose);
    }

    private static String path(Audience audience) {
        return "/api/v1/" + audience.controller() + "/audiences/" + audience.purpose();
    }

    /** The application that a token was issued to (OpenID Connect Core 1.0). */
    private static @Nullable String client(Jwt token) {
        return token.getClaimAsString("azp");
    }

    private static ResponseEntity.BodyBuilder notKept() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore());
    }
}
