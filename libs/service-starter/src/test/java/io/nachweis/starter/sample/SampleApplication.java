package io.nachweis.starter.sample;

import io.nachweis.evidence.EntryTypes;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class SampleApplication {

    @Bean
    EntryTypes entryTypes() {
        return EntryTypes.of(NoteEvent.class);
    }

    @Bean
    InMemorySpanExporter traces() {
        return InMemorySpanExporter.create();
    }
}
