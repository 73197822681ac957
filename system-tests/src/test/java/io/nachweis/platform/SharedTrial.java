package io.nachweis.platform;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one platform for all stories and hands it to those that ask; ends it after the last. */
final class SharedTrial implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Trial.class;
    }

    @Override
    public Trial resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Trial trial = context.getRoot()
                .getStore(Namespace.create(Trial.class))
                .computeIfAbsent(Trial.class, _ -> Trial.create(), Trial.class);
        trial.ensureRunning();
        return trial;
    }
}
