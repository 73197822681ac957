package io.nachweis.starter.sample;

import io.nachweis.testing.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A running sample without Kafka, started once for all tests that only speak HTTP to it. */
public final class SharedSample {

    public static final TestIssuer ISSUER = new TestIssuer();
    public static final RunningSample SAMPLE = start();

    private SharedSample() {}

    private static RunningSample start() {
        try {
            return RunningSample.start(
                    TestMongo.uri(), "127.0.0.1:1", ISSUER, Files.createTempDirectory("nachweis-test-secrets"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
