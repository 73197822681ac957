/** What is held about a person, asked of every service, and how much of it somebody may see. */
@NullMarked
package io.nachweis.rights.access;

import org.jspecify.annotations.NullMarked;
