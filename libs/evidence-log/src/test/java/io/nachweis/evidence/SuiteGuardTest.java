package io.nachweis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngineTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Guards the guards: what the suites promise is really asked. */
class SuiteGuardTest {

    private static final List<String> SET_UP = List.of("setUp", "createEngine", "close");

    @Test
    void all_of_axons_tests_run_and_none_of_them_is_ours() {
        List<String> axons = Stream.<Class<?>>iterate(
                        BatchingEventStorageEngineTest.class, c -> c != Object.class, Class::getSuperclass)
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .toList();
        assertThat(axons).hasSize(28).doesNotHaveDuplicates();

        for (Class<?> subclass :
                List.of(AxonContract.class, EmbeddedServerTest.Axon.class, RealServerTest.Axon.class)) {
            assertThat(ourMethods(subclass)).isSubsetOf(SET_UP);
        }
        assertThat(run(EmbeddedServerTest.Axon.class).getTestsSucceededCount()).isEqualTo(28);
    }

    private static List<String> ourMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .toList();
    }

    @Test
    void where_a_suite_runs_adds_nothing_but_the_log() {
        for (Class<?> place : List.of(EmbeddedServerTest.class, RealServerTest.class, AgainstNothing.class)) {
            assertThat(suitesOf(place)).hasSize(6);
            for (Class<?> suite : suitesOf(place)) {
                assertThat(ourMethods(suite)).isEmpty();
                assertThat(Modifier.isAbstract(suite.getSuperclass().getModifiers()))
                        .isTrue();
            }
        }
    }

    @Test
    void every_test_of_ours_fails_on_a_log_that_keeps_nothing() {
        for (Class<?> suite : suitesOf(AgainstNothing.class)) {
            TestExecutionSummary summary = run(suite);

            assertThat(summary.getTestsFoundCount()).isPositive();
            assertThat(summary.getTestsFailedCount())
                    .as("%s: failed of %s found", suite.getSimpleName(), summary.getTestsFoundCount())
                    .isEqualTo(summary.getTestsFoundCount());
        }
    }

    private static List<Class<?>> suitesOf(Class<?> place) {
        List<Class<?>> suites = new ArrayList<>();
        for (Class<?> nested : place.getDeclaredClasses()) {
            if (LogContract.class.isAssignableFrom(nested)) {
                suites.add(nested);
            }
        }
        return suites;
    }

    private static TestExecutionSummary run(Class<?> suite) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(suite))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsSkippedCount())
                .as("skipped of %s", suite)
                .isZero();
        assertThat(listener.getSummary().getTestsAbortedCount())
                .as("aborted of %s", suite)
                .isZero();
        return listener.getSummary();
    }
}
