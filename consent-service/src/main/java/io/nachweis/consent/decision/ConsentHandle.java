package io.nachweis.consent.decision;

import io.nachweis.personal.Handles;

/** What kind of {@linkplain Handles handle} names a person's consent: one per controller and purpose. */
public final class ConsentHandle {

    private ConsentHandle() {}

    public static String kind(String controller, String purpose) {
        return "consent/" + controller + "/" + purpose;
    }
}
