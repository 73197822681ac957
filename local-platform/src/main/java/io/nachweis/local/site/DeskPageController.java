package io.nachweis.local.site;

import io.nachweis.local.TrialClock;
import io.nachweis.local.site.GatewayClient.Answer;
import io.nachweis.policy.Controllers;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One page of a privacy desk: a person's life as the platform has it on record, and a withdrawal that came by phone. */
@Controller
class DeskPageController {

    private static final String ROLE = "privacy-desk";
    private static final String PURPOSE = "newsletter";

    private final GatewayClient gateway;
    private final TrialClock clock;
    private final String controller;

    DeskPageController(GatewayClient gateway, TrialClock clock, Controllers controllers) {
        this.controller = WebsiteController.whose(controllers).id();
        this.gateway = gateway;
        this.clock = clock;
    }

    @GetMapping("/desk")
    String desk() {
        return "desk";
    }

    /** A POST, so that the address stays out of the browser's history. */
    @PostMapping("/desk")
    String life(@RequestParam String email, Model model) {
        model.addAttribute("email", email);
        Answer found = gateway.post(ROLE, controller, "/subjects/lookup", Map.of("emails", List.of(email)));
        if (found.isSuccess()) {
            show(found.body().path(0).path("subject").asString(), model);
        } else {
            refuse(found, model);
        }
        return "desk";
    }

    /** The form brings its key, so that who reloads the page records nothing again. */
    @PostMapping("/desk/withdrawals")
    String withdraw(
            @RequestParam String email,
            @RequestParam String subject,
            @RequestParam String channel,
            @RequestParam String receivedAt,
            @RequestParam UUID key,
            Model model) {
        model.addAttribute("email", email);
        Answer done = gateway.post(
                ROLE,
                controller,
                "/subjects/" + subject + "/purposes/" + PURPOSE + "/withdrawals",
                Map.of("channel", channel, "receivedAt", receivedAt),
                key);
        if (done.isSuccess()) {
            show(subject, model);
        } else {
            refuse(done, model);
        }
        return "desk";
    }

    private void show(String subject, Model model) {
        Answer history = gateway.get(ROLE, controller, "/subjects/" + subject + "/history");
        if (!history.isSuccess()) {
            refuse(history, model);
            return;
        }
        model.addAttribute("subject", subject);
        model.addAttribute("now", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        model.addAttribute("key", UUID.randomUUID());
        model.addAttribute("life", HistoryView.of(history.body()));
        Answer mayI = gateway.get(ROLE, controller, "/subjects/" + subject + "/purposes/" + PURPOSE);
        if (mayI.isSuccess()) {
            model.addAttribute("mayI", mayI.body().path("allowed").asBoolean());
            model.addAttribute("reason", mayI.body().path("reason").asString());
        }
    }

    private static void refuse(Answer answer, Model model) {
        model.addAttribute(
                "refusal", answer.status() + " " + answer.body().path("title").asString(""));
    }
}
