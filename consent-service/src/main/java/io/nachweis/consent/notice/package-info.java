/** What a controller's policy says, for anybody to read: as a privacy notice, and as data. */
@NullMarked
package io.nachweis.consent.notice;

import org.jspecify.annotations.NullMarked;
