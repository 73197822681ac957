package io.nachweis.local;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.springframework.context.support.GenericApplicationContext;

/** The environment that a platform runs in: in a trial something of our own, for real what is there. */
interface PlatformEnvironment {

    /** Where everything is that is not ours to start, as arguments of each application. */
    List<String> settings();

    /** Whom the gateway listens to; the services listen to nobody outside. */
    default String gatewayAddress() {
        return "127.0.0.1";
    }

    /** Whether nobody gets to the broker without a login, though it listens to nobody outside. */
    default boolean isClosed() {
        return false;
    }

    /** Where everybody on this machine gets to the database. */
    default OptionalInt databasePort() {
        return OptionalInt.empty();
    }

    /** Beans that every application has here. */
    default void prepare(GenericApplicationContext context) {}

    /** Parts that the services need. */
    default Map<String, Callable<? extends AutoCloseable>> before() {
        return Map.of();
    }

    /** Parts that start together with the services. */
    default Map<String, Callable<? extends AutoCloseable>> beside(Parts all) {
        return Map.of();
    }

    /** Parts of the platform that somebody else starts, at the place they would have here. */
    default List<String> elsewhere() {
        return List.of();
    }

    /** What to tell the person at the console, and last the words that the launcher waits for. */
    List<String> greeting();
}
