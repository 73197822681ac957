package io.nachweis.consent.decision;

/** What kind of handle names a person's consent: one per controller and purpose. */
public final class ConsentHandle {

    private ConsentHandle() {}

    public static String kind(String controller, String purpose) {
        return "consent/" + controller + "/" + purpose;
    }
}
