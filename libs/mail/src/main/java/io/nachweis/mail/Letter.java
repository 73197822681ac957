package io.nachweis.mail;

/**
 * A mail as its reader sees it.
 *
 * @param contentSha256 of subject, blank line and text, with every {@link Template.Gap} as it is on record: whoever knows
 *     the hash and the mail can tell that they belong together, and whoever knows the record cannot use the link
 */
public record Letter(Template template, String subject, String text, String contentSha256) {

    public String language() {
        return template.locale().toLanguageTag();
    }
}
