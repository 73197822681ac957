@NullMarked
package io.nachweis.forms.admission;

import org.jspecify.annotations.NullMarked;
