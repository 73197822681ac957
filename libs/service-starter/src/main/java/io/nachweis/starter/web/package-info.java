/** The HTTP side of every service: who may call, where from, and how it says no. */
@NullMarked
package io.nachweis.starter.web;

import org.jspecify.annotations.NullMarked;
