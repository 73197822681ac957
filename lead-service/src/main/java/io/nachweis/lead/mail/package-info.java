/** What people are written because they asked for a document or asked something. Free of advertising. */
@NullMarked
package io.nachweis.lead.mail;

import org.jspecify.annotations.NullMarked;
