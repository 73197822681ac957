package io.nachweis.platform;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one platform for all stories and hands it to those that ask; ends it after the last. */
final class SharedPlatform implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PlatformUnderTest.class;
    }

    @Override
    public PlatformUnderTest resolveParameter(ParameterContext parameter, ExtensionContext context) {
        PlatformUnderTest platform = context.getRoot()
                .getStore(Namespace.create(PlatformUnderTest.class))
                .computeIfAbsent(PlatformUnderTest.class, _ -> PlatformUnderTest.create(), PlatformUnderTest.class);
        platform.ensureRunning();
        return platform;
    }
}
