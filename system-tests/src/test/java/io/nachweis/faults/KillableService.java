package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.faults.KillSwitchProxy.MessagePattern;
import io.nachweis.faults.KillSwitchProxy.Side;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.SeparateParts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A killable service: in a process of its own, in place of the trial's, it can be killed at any message to its
 * database.
 */
final class KillableService implements AutoCloseable {

    private final String service;
    private final PlatformUnderTest platform;
    private final SeparateParts parts;
    private final KillSwitchProxy proxy;
    private volatile @Nullable Process process;
    private volatile CountDownLatch death = new CountDownLatch(1);

    KillableService(String service, PlatformUnderTest platform, SeparateParts parts) {
        this.service = service;
        this.platform = platform;
        this.parts = parts;
        this.proxy = KillSwitchProxy.before(platform.addresses().databasePort(), this::die);
        platform.is(service, false);
        start();
    }

    String service() {
        return service;
    }

    void start() {
        death = new CountDownLatch(1);
        process = parts.inPlaceOf(
                service,
                Map.of(
                        "MONGODB_URI",
                        "mongodb://localhost:" + proxy.port() + "/?directConnection=true&retryWrites=false",
                        "NACHWEIS_ERASURE_GRACE",
                        "1s"));
    }

    /** Alive and in no danger, whatever was before. */
    void recover() {
        proxy.await(List.of(), Side.BEFORE);
        Process running = process;
        if (running == null || !running.isAlive()) {
            start();
        }
    }

    void diesAt(List<MessagePattern> patterns, Side side) {
        proxy.await(patterns, side);
    }

    void awaitDeath() throws InterruptedException {
        assertThat(death.await(90, TimeUnit.SECONDS))
                .as("the step at which " + service + " is killed is reached")
                .isTrue();
    }

    /** By SIGKILL. */
    private void die() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
            death.countDown();
        }
    }

    /** The trial's own is there again. */
    void giveBack() {
        close();
        platform.is(service, true);
    }

    @Override
    public void close() {
        proxy.await(List.of(), Side.BEFORE);
        die();
        proxy.close();
    }
}
