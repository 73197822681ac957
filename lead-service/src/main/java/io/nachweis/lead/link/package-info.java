/** Where the links of mails lead, and what stands behind them now. */
@NullMarked
package io.nachweis.lead.link;

import org.jspecify.annotations.NullMarked;
