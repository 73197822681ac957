package io.nachweis.local.site;

import io.nachweis.local.TrialClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;

/** Moves the domain's clock, so that what takes a week can be seen now. */
@RestController
class ClockController {

    record Move(@Nullable String forward) {}

    record Now(Instant now, Duration ahead) {}

    private final TrialClock clock;

    ClockController(TrialClock clock) {
        this.clock = clock;
    }

    @GetMapping("/clock")
    Now now() {
        return new Now(clock.instant(), clock.ahead());
    }

    @PostMapping(path = "/clock", consumes = MediaType.APPLICATION_JSON_VALUE)
    Now move(@RequestBody Move move) {
        forward(move.forward());
        return now();
    }

    @PostMapping(path = "/clock", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    RedirectView moveFromPage(@RequestParam String forward) {
        forward(forward);
        return new RedirectView("/desk");
    }

    private void forward(@Nullable String by) {
        try {
            clock.forward(Duration.parse(by == null ? "" : by));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "forward is an ISO 8601 duration of days or less, such as P8D or PT1H", e);
        }
    }
}
