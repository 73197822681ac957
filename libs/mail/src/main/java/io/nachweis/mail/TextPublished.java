package io.nachweis.mail;

import io.nachweis.event.EntryType;
import java.time.Instant;

/**
 * A version of a text came into use. Whatever says later that somebody was told something names the text by its hash,
 * and so the log alone can show what that was.
 *
 * @param id {@code <kind>/<version>/<locale>}
 * @param sha256 of the text
 * @param text with its gaps
 */
@EntryType("text.published.v1")
public record TextPublished(String id, String language, String sha256, String text, Instant publishedAt) {}
