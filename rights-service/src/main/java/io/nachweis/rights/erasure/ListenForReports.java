package io.nachweis.rights.erasure;

import java.net.URI;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** To every service on its own topic, and to this one, which keeps the proof of the request. */
@Configuration(proxyBeanMethods = false)
@Import(ListenForReports.ToEach.class)
class ListenForReports {

    static final class ToEach implements BeanRegistrar {
        @Override
        public void register(BeanRegistry registry, Environment environment) {
            Binder.get(environment)
                    .bind("nachweis.services", Bindable.mapOf(String.class, URI.class))
                    .orElse(Map.of())
                    .keySet()
                    .forEach(service -> registry.registerBean(
                            service + "Reports",
                            ReportsOf.class,
                            bean -> bean.supplier(
                                    context -> new ReportsOf(service, context.bean(CommandGateway.class)))));
        }
    }
}
