package io.nachweis.platform;

import io.nachweis.embeddedmongo.DatabaseSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A platform of its own, in most stories a trial: a folder, a range of ports, and the launcher script. */
public final class PlatformUnderTest implements AutoCloseable {

    private final Shape shape;
    private final PlatformAddresses addresses;
    private final PlatformFolder folder = new PlatformFolder();
    private final LauncherScript launcher;
    private final Optional<SeparateParts> parts;
    private final Realm realm;

    private PlatformUnderTest(Shape shape, PlatformAddresses addresses, Map<String, String> more) {
        this.shape = shape;
        this.addresses = addresses;
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(shape.environment());
        if (shape == Shape.PROCESSES) {
            environment.put("NACHWEIS_TRIAL_MONGODB_PORT", Integer.toString(addresses.databasePort()));
        }
        // It does not live long enough for more to pay.
        environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        environment.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,prometheus,mappings");
        this.launcher = new LauncherScript(addresses.port(), folder.data(), environment);
        this.realm = new Realm(addresses.keycloak());
        this.parts = shape == Shape.PROCESSES
                ? Optional.of(new SeparateParts(this, environment, folder.create("parts")))
                : Optional.empty();
    }

    public static PlatformUnderTest create() {
        return create(_ -> Map.of());
    }

    public static PlatformUnderTest create(IntFunction<Map<String, String>> environment) {
        return create(Shape.OF_THIS_RUN, environment);
    }

    /** @param environment what it is told, by its port, from which all others follow */
    public static PlatformUnderTest create(Shape shape, IntFunction<Map<String, String>> environment) {
        PlatformAddresses free = PlatformAddresses.free();
        return new PlatformUnderTest(shape, free, environment.apply(free.port()));
    }

    public PlatformAddresses addresses() {
        return addresses;
    }

    /** Of a trial alone. */
    public TrialClock clock() {
        return new TrialClock(addresses.site());
    }

    public PlatformFolder folder() {
        return folder;
    }

    public LauncherScript launcher() {
        return launcher;
    }

    /** The address of its database, for whom the data folder belongs to. */
    public String database() {
        return DatabaseSocket.in(folder.data().resolve("mongo")).uri();
    }

    /** The origin of a website whose forms may send here. */
    public String website() {
        return parts.isPresent() ? SeparateParts.WEBSITE : addresses.site();
    }

    public String issuerUri() {
        return shape == Shape.KEYCLOAK ? realm.issuer() : addresses.site() + "/realms/nachweis";
    }

    public Issuer issuer() {
        return shape == Shape.KEYCLOAK ? realm : IssuerOfTrial.of(this);
    }

    /** Only where they run apart. */
    public SeparateParts parts() {
        return parts.orElseThrow();
    }

    /** Of the process in which this part runs. */
    public long pid(String part) {
        return parts.map(separate -> separate.pid(part)).orElseGet(folder::pid);
    }

    void ensureRunning() {
        if (!folder.hasPid()) {
            start();
        }
    }

    public void start() {
        launcher.succeed(shape.up());
        realm.forget();
        parts.ifPresent(SeparateParts::start);
    }

    public void stop() {
        parts.ifPresent(SeparateParts::stop);
        launcher.succeed(List.of("down"));
    }

    /** As the power supply would: no part gets to say goodbye. */
    public void kill() {
        parts.ifPresent(SeparateParts::kill);
        ProcessHandle process = ProcessHandle.of(folder.pid()).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        folder.forgetPid();
    }

    /** A part goes away in order and comes back, as for an update. */
    public void whileAway(String part, Runnable meanwhile) {
        is(part, false);
        try {
            meanwhile.run();
        } finally {
            is(part, true);
        }
    }

    public void is(String part, boolean there) {
        if (parts.isPresent() && parts.get().has(part)) {
            parts.get().set(part, there);
        } else {
            Await.until(part + (there ? " is back" : " is away"), () -> setOfTrial(part, there));
        }
    }

    /** A busy machine may take longer than anybody waits. */
    private boolean setOfTrial(String part, boolean there) {
        try {
            return StoryHttpClient.postJson(addresses.site() + "/parts/" + part, Map.of("there", there))
                            .status()
                    == 200;
        } catch (UncheckedIOException busy) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (folder.hasPid()) {
            stop();
        }
        folder.delete();
    }
}
