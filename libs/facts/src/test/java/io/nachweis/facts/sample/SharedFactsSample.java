package io.nachweis.facts.sample;

import io.nachweis.starter.sample.RunningSample;
import io.nachweis.starter.sample.TestMongo;
import io.nachweis.testing.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A running sample that has no broker to publish to, started once for all tests that only speak HTTP to it. */
public final class SharedFactsSample {

    public static final TestIssuer ISSUER = new TestIssuer();
    public static final RunningSample SAMPLE = start();

    private SharedFactsSample() {}

    private static RunningSample start() {
        try {
            return FactsSample.start(
                    TestMongo.uri(), "127.0.0.1:1", ISSUER, Files.createTempDirectory("nachweis-test-secrets"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
