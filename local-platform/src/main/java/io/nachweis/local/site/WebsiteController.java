package io.nachweis.local.site;

import io.nachweis.local.TrialClock;
import io.nachweis.local.site.SiteApplication.Shown;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.FormKind;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** A marketing website of another origin: the sign-up form once as a script, once as plain HTML. */
@Controller
class WebsiteController {

    private static final String CONTROLLER = "idm";

    private final Controllers controllers;

    WebsiteController(Controllers controllers) {
        this.controllers = controllers;
    }

    @GetMapping("/")
    String home(Locale language, Model model) {
        ControllerPolicy policy = whose(controllers);
        model.addAttribute("locale", language);
        model.addAttribute("policy", policy);
        policy.form(FormKind.NEWSLETTER).ifPresent(form -> {
            model.addAttribute("form", form);
            model.addAttribute("wordings", form.current(language));
        });
        return "website";
    }

    /** The website is of one controller: the one that comes along, unless the trial has others. */
    static ControllerPolicy whose(Controllers controllers) {
        return controllers
                .find(CONTROLLER)
                .orElseGet(() -> controllers.all().iterator().next());
    }

    @GetMapping("/thanks")
    String thanks(Locale language, Model model) {
        model.addAttribute("locale", language);
        return "thanks";
    }

    /** What every page of the site shows. */
    @ControllerAdvice
    static class EveryPage {

        private final Shown shown;

        EveryPage(Shown shown) {
            this.shown = shown;
        }

        @ModelAttribute("gateway")
        String gateway() {
            return shown.gateway();
        }

        @ModelAttribute("site")
        String site() {
            return shown.site();
        }

        @ModelAttribute("clock")
        TrialClock clock() {
            return shown.clock();
        }
    }
}
