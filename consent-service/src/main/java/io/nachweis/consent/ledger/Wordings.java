package io.nachweis.consent.ledger;

import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.policy.Controllers;
import org.springframework.stereotype.Component;

/** The wordings of the controllers' policies, which a grant has to name to the letter. */
@Component
public class Wordings {

    private final Controllers controllers;

    Wordings(Controllers controllers) {
        this.controllers = controllers;
    }

    /** Whether this is the text of that name, and offers that purpose. */
    public boolean include(ConsentGiven given) {
        return controllers
                .find(given.controller())
                .flatMap(policy -> policy.wording(given.wording()))
                .filter(wording -> wording.sha256().equals(given.wordingSha256()))
                .filter(wording -> wording.purposes().contains(given.purpose()))
                .isPresent();
    }
}
