/** The Merkle tree of a log, made behind its appends: tiles, the edge, signed checkpoints. */
@NullMarked
package io.nachweis.evidence.tree;

import org.jspecify.annotations.NullMarked;
