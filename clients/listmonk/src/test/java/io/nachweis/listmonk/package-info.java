@NullMarked
package io.nachweis.listmonk;

import org.jspecify.annotations.NullMarked;
