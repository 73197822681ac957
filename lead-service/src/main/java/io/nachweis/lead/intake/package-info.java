/** Takes in what websites send: who wants a document, and who asks something. */
@NullMarked
package io.nachweis.lead.intake;

import org.jspecify.annotations.NullMarked;
