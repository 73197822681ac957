/**
 * What a service holds about a person, and how it ends: the answer to an access request, and the erasure that rights-service
 * orders. Every service that stores personal data uses it; a service says what only it knows in a
 * {@link io.nachweis.lifecycle.KeptCases} and a {@link io.nachweis.lifecycle.BeforeErasure}.
 */
@NullMarked
package io.nachweis.lifecycle;

import org.jspecify.annotations.NullMarked;
