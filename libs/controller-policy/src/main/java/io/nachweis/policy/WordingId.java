package io.nachweis.policy;

import java.util.Locale;

/** Names a wording by its form, version and language, so that it has nothing to disagree with. */
record WordingId(String form, int version, Locale locale) {

    /** Reads what {@link PolicyChecks} accepts. */
    static WordingId of(String text) {
        var parts = text.split("/", -1);
        return new WordingId(parts[0], Integer.parseInt(parts[1]), Locale.forLanguageTag(parts[2]));
    }

    @Override
    public String toString() {
        return form + "/" + version + "/" + locale.toLanguageTag();
    }
}
