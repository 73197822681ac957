package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.Controllers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells a website what to show. */
@RestController
class FormController {

    private final Controllers controllers;
    private final FormDefinitions definitions;

    FormController(Controllers controllers, FormDefinitions definitions) {
        this.controllers = controllers;
        this.definitions = definitions;
    }

    /** Made anew each time: it says when it was asked for. */
    @GetMapping("/api/v1/{controller}/forms/{form}")
    FormDefinition form(
            @PathVariable String controller,
            @PathVariable String form,
            @RequestParam(required = false) @Nullable String locale,
            Locale reader) {
        return controllers
                .find(controller)
                .map(policy -> definitions.of(policy, form, locale, reader.toLanguageTag()))
                .orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }
}
