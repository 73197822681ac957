package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

class StartingTest {

    static class Empty {}

    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void begins_again_when_the_database_was_too_busy() {
        try (var _ = failingOnce(new IllegalStateException(new MongoTimeoutException("busy")))
                .run()) {
            assertThat(starts).hasValue(2);
        }
    }

    @Test
    void ends_with_any_other_failure() {
        assertThatThrownBy(() -> failingOnce(new IllegalStateException("wrong")).run())
                .hasRootCauseMessage("wrong");
        assertThat(starts).hasValue(1);
    }

    private SpringApplicationBuilder failingOnce(RuntimeException failure) {
        return NachweisService.builder(Empty.class, "empty")
                .web(WebApplicationType.NONE)
                .initializers(context -> ((GenericApplicationContext) context).registerBean(String.class, () -> {
                    if (starts.incrementAndGet() == 1) {
                        throw failure;
                    }
                    return "started";
                }));
    }
}
