package io.nachweis.forms.admission;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a call, or all calls of a controller, whose answer is the same for everybody. Status, body and headers are the
 * method's own affair; its time is seen to here: the answer leaves at a multiple of a fixed step after the request came.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SameAnswer {}
