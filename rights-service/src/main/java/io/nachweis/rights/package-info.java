/** What people ask for by Chapter III of the GDPR, and that they get it in time. */
@NullMarked
package io.nachweis.rights;

import org.jspecify.annotations.NullMarked;
