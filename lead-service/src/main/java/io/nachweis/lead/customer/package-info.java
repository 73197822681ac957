/** Takes in from the desk and from a CRM who speaks for a customer. */
@NullMarked
package io.nachweis.lead.customer;

import org.jspecify.annotations.NullMarked;
