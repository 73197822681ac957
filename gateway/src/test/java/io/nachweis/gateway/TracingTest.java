package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ModuleTest
class TracingTest {

    private static final String FROM_OUTSIDE = "0af7651916cd43dd8448eb211c80319c";

    private final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void begins_here_and_is_carried_on_by_the_service() {
        gateway.send(gateway.at("/idm/confirm?token=t")
                .header("traceparent", "00-" + FROM_OUTSIDE + "-b7ad6b7169203331-01")
                .header("tracestate", "vendor=value")
                .header("b3", FROM_OUTSIDE + "-b7ad6b7169203331-1")
                .header("baggage", "person=anna"));

        SpanData received = span(SpanKind.SERVER);
        SpanData sent = span(SpanKind.CLIENT);
        assertThat(received.getTraceId()).isNotEqualTo(FROM_OUTSIDE);
        assertThat(received.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(received.getName()).isEqualTo("http get /{controller}/confirm");
        assertThat(sent.getParentSpanId()).isEqualTo(received.getSpanId());
        var headers = gateway.newsletter.onlyAsked().headers();
        assertThat(headers.get("Traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + received.getTraceId() + "-" + sent.getSpanId() + "-");
        assertThat(headers).doesNotContainKeys("Tracestate", "B3", "Baggage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/idm/confirm?token=canary",
                "/api/v1/idm/subjects/canary/history",
                "/canary/confirm",
                "/canary/canary/canary"
            })
    void says_nothing_of_what_a_request_was_about(String path) {
        gateway.get(path);

        assertThat(span(SpanKind.SERVER).toString()).doesNotContain("canary");
        assertThat(gateway.spans().toString()).doesNotContain("canary");
    }

    @Test
    void says_nothing_of_it_when_the_service_is_gone() {
        gateway.newsletter.close();
        gateway.get("/idm/confirm?token=canary");

        assertThat(span(SpanKind.SERVER).toString()).doesNotContain("canary");
        assertThat(span(SpanKind.CLIENT).toString()).doesNotContain("canary");
    }

    @Test
    void is_sent_where_the_operator_says() {
        try (var collector = new Backend()) {
            try (var observed = new RunningGateway(
                    "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.uri() + "/v1/traces")) {
                observed.get("/idm/confirm?token=canary");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> observed.spans().size() == 2);
            }

            assertThat(collector.asked()).isNotEmpty().allSatisfy(sent -> {
                assertThat(sent.uri()).isEqualTo("/v1/traces");
                assertThat(sent.body()).doesNotContain("canary");
            });
            assertThat(collector.asked().toString()).contains("http get /{controller}/confirm");
        }
    }

    /** The only one of this kind; it ends after the answer is sent. */
    private SpanData span(SpanKind kind) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !of(kind).isEmpty());
        assertThat(of(kind)).hasSize(1);
        return of(kind).getFirst();
    }

    private List<SpanData> of(SpanKind kind) {
        return gateway.spans().stream().filter(span -> span.getKind() == kind).toList();
    }
}
