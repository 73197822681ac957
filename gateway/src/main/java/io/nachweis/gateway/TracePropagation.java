package io.nachweis.gateway;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The propagation of traces: outwards only, since every trace begins here and the services carry it on. What a client
 * says about traces could be anything.
 */
@Configuration(proxyBeanMethods = false)
class TracePropagation {

    @Bean
    Propagator propagator(ContextPropagators propagators, Tracer tracer) {
        return new Outwards(new OtelPropagator(propagators, tracer));
    }

    private record Outwards(Propagator propagator) implements Propagator {

        @Override
        public List<String> fields() {
            return propagator.fields();
        }

        @Override
        public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
            propagator.inject(context, carrier, setter);
        }

        @Override
        public <C> Span.Builder extract(@Nullable C carrier, Getter<C> getter) {
            return propagator.extract(carrier, (_, _) -> null);
        }
    }
}
