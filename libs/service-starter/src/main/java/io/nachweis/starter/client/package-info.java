/** Clients of the sibling services of an installation, and how services know each other. */
@NullMarked
package io.nachweis.starter.client;

import org.jspecify.annotations.NullMarked;
