/** Where the privacy desk reads enquiries, answers them and closes them. */
@NullMarked
package io.nachweis.lead.desk;

import org.jspecify.annotations.NullMarked;
