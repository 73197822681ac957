/**
 * HTTP clients of the sibling services of an installation, and how services know each other. For calls to
 * {@code /internal} routes of these services alone: what is outside of the installation has clients of its own.
 */
@NullMarked
package io.nachweis.starter.client;

import org.jspecify.annotations.NullMarked;
