/** Whom one may write to now, and who came and left since: what a mailing tool needs, and no tool in particular. */
@NullMarked
package io.nachweis.newsletter.audience;

import org.jspecify.annotations.NullMarked;
