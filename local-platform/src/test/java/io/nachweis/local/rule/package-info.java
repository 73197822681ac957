/** Whether two services that hear of each other late and in any order agree about what a person decided. */
@NullMarked
package io.nachweis.local.rule;

import org.jspecify.annotations.NullMarked;
