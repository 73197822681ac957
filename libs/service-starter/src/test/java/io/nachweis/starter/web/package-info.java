@NullMarked
package io.nachweis.starter.web;

import org.jspecify.annotations.NullMarked;
