/** The pages behind the links of mails. */
@NullMarked
package io.nachweis.starter.page;

import org.jspecify.annotations.NullMarked;
