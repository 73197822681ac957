package io.nachweis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts a service, in a folder of its own, for the first test that asks; it is closed after the last one. */
final class SharedService implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return AutoCloseable.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(parameter.getParameter().getType(), SharedService::start, AutoCloseable.class);
    }

    private static AutoCloseable start(Class<?> service) {
        try {
            Constructor<?> start = service.getDeclaredConstructor(Path.class);
            start.setAccessible(true);
            return (AutoCloseable) start.newInstance(
                    Files.createTempDirectory(Path.of("target").toAbsolutePath(), "service"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(service + " does not start", e);
        }
    }
}
