/** Takes in what websites send: who wants a document, and who asks something. */
@NullMarked
package io.nachweis.lead.request;

import org.jspecify.annotations.NullMarked;
