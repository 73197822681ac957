/** The pages behind the links of mails. Reading one never changes anything. */
@NullMarked
package io.nachweis.newsletter.page;

import org.jspecify.annotations.NullMarked;
