package io.nachweis.local;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Filters Spring Cloud's auto-configuration out of the services, which find it on the class path only here, where they
 * share the gateway's.
 */
final class GatewayAutoConfigurationFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private boolean inService;

    @Override
    public void setEnvironment(Environment environment) {
        inService = environment.containsProperty("nachweis.service");
    }

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            String candidate = candidates[i];
            wanted[i] = candidate != null && !(inService && candidate.startsWith("org.springframework.cloud."));
        }
        return wanted;
    }
}
