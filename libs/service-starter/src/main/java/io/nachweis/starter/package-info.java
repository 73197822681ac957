/**
 * What every service has: settings, secrets, its database, Axon on its evidence log, web and sign-in, idempotency, health, and
 * the clock. Every service uses it, and every library that adds to a service; it knows none of them.
 */
@NullMarked
package io.nachweis.starter;

import org.jspecify.annotations.NullMarked;
