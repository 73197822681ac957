/** The pages behind the links of mails. Reading one never changes anything. */
@NullMarked
package io.nachweis.newsletter.pages;

import org.jspecify.annotations.NullMarked;
