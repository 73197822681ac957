/** The tree of hashes over a log, and what strangers check it by: tiles, proofs and signed checkpoints. */
@NullMarked
package io.nachweis.transparency;

import org.jspecify.annotations.NullMarked;
