package io.nachweis.lead.decision;

/**
 * A box that somebody ticked on the way to a document. Until the mailbox confirms it, it is no consent.
 *
 * @param wording the id of the text beside the box
 * @param sha256 of that exact text, lower-case hexadecimal
 * @param shownByUs whether the request proves that the text came from us, or only the website says so
 */
public record Ticked(String wording, String sha256, boolean shownByUs) {}
