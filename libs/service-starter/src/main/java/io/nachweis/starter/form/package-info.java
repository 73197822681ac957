/** Public forms, whichever service takes them: what to show, and what came in. */
@NullMarked
package io.nachweis.starter.form;

import org.jspecify.annotations.NullMarked;
