/** How every service answers for a person: what it holds, and its erasure. */
@NullMarked
package io.nachweis.starter.subject;

import org.jspecify.annotations.NullMarked;
