package io.nachweis.newsletter.audience;

/** The people who agreed to one purpose of one controller. */
record Audience(String controller, String purpose) {

    /** As it is stored; neither part has a slash. */
    @Override
    public String toString() {
        return controller + "/" + purpose;
    }
}
