/** The page behind a ticket, and the document behind the page. */
@NullMarked
package io.nachweis.lead.document;

import org.jspecify.annotations.NullMarked;
