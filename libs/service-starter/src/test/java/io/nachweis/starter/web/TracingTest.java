package io.nachweis.starter.web;

import static io.nachweis.starter.sample.SharedSample.ISSUER;
import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@ModuleTest
class TracingTest {

    private final String trace =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)) + "00000000000000ff";

    @Test
    void carries_on_the_trace_of_the_gateway_and_names_the_route() {
        call("/api/v1/idm/count?above=2", "privacy-desk");

        SpanData span = onlySpan();
        assertThat(span.getName()).isEqualTo("http get /api/v1/{controller}/count");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("uri"))).isEqualTo("/api/v1/{controller}/count");
        assertThat(span.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                .isEqualTo("sample");
    }

    /** Answered, not admitted, not understood, nowhere, and failed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/idm/count?canary=canary",
                "/api/v1/canary/count",
                "/api/v1/idm/count?above=canary",
                "/api/v1/idm/canary",
                "/canary",
                "/internal/idm/subjects/canary/entries",
                "/api/v1/idm/failure?canary"
            })
    void says_nothing_of_what_a_request_was_about(String path) {
        List<ILoggingEvent> lines = logged(() -> call(path, "privacy-desk"));

        assertThat(lines).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains("canary"));
        assertThat(String.valueOf(onlySpan())).doesNotContain("canary", "secret");
        assertThat(SAMPLE.bean(MeterRegistry.class).getMeters())
                .extracting(Meter::getId)
                .isNotEmpty()
                .noneMatch(id -> id.toString().contains("canary"));
    }

    @Test
    void is_named_in_the_logs_beside_the_request() {
        List<ILoggingEvent> lines = logged(() -> call("/api/v1/idm/failure", "privacy-desk"));

        assertThat(lines)
                .anySatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry("traceId", trace)
                        .containsKey("request"));
    }

    private static List<ILoggingEvent> logged(Runnable action) {
        var lines = new ListAppender<ILoggingEvent>();
        lines.list = Collections.synchronizedList(new ArrayList<>());
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        lines.start();
        root.addAppender(lines);
        try {
            action.run();
        } finally {
            root.detachAppender(lines);
        }
        return List.copyOf(lines.list);
    }

    private void call(String path, String role) {
        SAMPLE.send(SAMPLE.request(path)
                .header("Authorization", "Bearer " + ISSUER.token(role))
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
    }

    /** It ends after the answer is sent. */
    private SpanData onlySpan() {
        RunningSample.await(() -> !spans().isEmpty());
        assertThat(spans()).hasSize(1);
        return spans().getFirst();
    }

    private List<SpanData> spans() {
        SAMPLE.bean(SdkTracerProvider.class).forceFlush().join(5, TimeUnit.SECONDS);
        return SAMPLE.bean(InMemorySpanExporter.class).getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace))
                .toList();
    }
}
