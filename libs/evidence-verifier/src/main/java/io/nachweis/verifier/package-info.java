/** Verifies evidence without trusting whoever made it: by the leaves, the tree's proofs and a public key alone. */
@NullMarked
package io.nachweis.verifier;

import org.jspecify.annotations.NullMarked;
