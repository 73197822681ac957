package io.nachweis.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests one service, started whole, with real collaborators. Whoever takes the harness of the service, such as a
 * {@link ServiceByItself}, as a parameter gets the one that all such tests share, and brings people of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("module")
@ExtendWith(SharedService.class)
public @interface ModuleTest {}
