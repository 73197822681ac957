package io.nachweis.newsletter.mail;

/**
 * A mail as its reader sees it.
 *
 * @param template {@code <kind>/<version>/<locale>}
 * @param contentSha256 of subject, blank line and text, in which the token is replaced by its own SHA-256 and a code by that of
 *     token and code: whoever knows the hash and the mail can tell that they belong together, and whoever knows the record cannot use the link
 */
record Letter(String template, String subject, String text, String contentSha256) {

    String language() {
        return template.substring(template.lastIndexOf('/') + 1);
    }
}
