package io.nachweis.consent;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The whole service with real collaborators; all such tests share one that runs, each with people of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("module")
@ExtendWith(ModuleTest.Running.class)
@interface ModuleTest {

    final class Running implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == RunningService.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(RunningService.class, _ -> start(), RunningService.class);
        }

        private static RunningService start() {
            try {
                return new RunningService(
                        Files.createTempDirectory(Path.of("target").toAbsolutePath(), "consent"));
            } catch (IOException | JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
