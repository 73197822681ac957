/** Personal data sealed apart from the evidence: pseudonyms, disclosures, and keys that can be destroyed. */
@NullMarked
package io.nachweis.personal;

import org.jspecify.annotations.NullMarked;
