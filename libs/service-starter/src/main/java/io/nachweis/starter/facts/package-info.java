/** Facts that leave the house and facts heard from others: CloudEvents on Kafka. */
@NullMarked
package io.nachweis.starter.facts;

import org.jspecify.annotations.NullMarked;
