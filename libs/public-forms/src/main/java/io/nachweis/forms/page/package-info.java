/** The pages behind the links of mails. */
@NullMarked
package io.nachweis.forms.page;

import org.jspecify.annotations.NullMarked;
