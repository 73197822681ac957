/** Brings what was ticked to newsletter-service, which asks the mailbox whether it was meant. */
@NullMarked
package io.nachweis.lead.handover;

import org.jspecify.annotations.NullMarked;
