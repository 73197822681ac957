/** Keeps a list of listmonk in step with an audience. A program of its own; it knows both by their HTTP calls only. */
@NullMarked
package io.nachweis.listmonk;

import org.jspecify.annotations.NullMarked;
