/** The systems elsewhere that store or do what the policy says, and whether they attest it in time. */
@NullMarked
package io.nachweis.consent.systems;

import org.jspecify.annotations.NullMarked;
