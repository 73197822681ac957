package io.nachweis.starter.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.starter.client.CallFailure.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Asks several sibling services at once, each on a virtual thread. */
public final class FanOut {

    /** What came of asking one of them. */
    public sealed interface Answer<T> {

        record Given<T>(String service, T value) implements Answer<T> {}

        record Missing<T>(String service, Reason reason) implements Answer<T> {}
    }

    private final List<ServiceClient> clients;
    private final ObservationRegistry observations;

    FanOut(List<ServiceClient> clients, ObservationRegistry observations) {
        this.clients = clients;
        this.observations = observations;
    }

    /**
     * The answers in the order of the services' names. What is late is cancelled and has ended when this returns.
     *
     * @param question is answered or fails with {@link CallFailure}
     */
    public <T> List<Answer<T>> ask(Duration deadline, Function<ServiceClient, T> question) {
        Observation caller = Objects.requireNonNullElse(observations.getCurrentObservation(), Observation.NOOP);
        var questions = clients.stream()
                .<Callable<T>>map(client -> () -> caller.scoped(() -> question.apply(client)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.invokeAll(questions, deadline.toNanos(), TimeUnit.NANOSECONDS);
            return IntStream.range(0, clients.size())
                    .mapToObj(i -> answer(clients.get(i).service(), asked.get(i)))
                    .toList();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return clients.stream()
                    .<Answer<T>>map(client -> new Answer.Missing<>(client.service(), Reason.TIMEOUT))
                    .toList();
        }
    }

    private static <T> Answer<T> answer(String service, Future<T> asked) {
        return switch (asked.state()) {
            case SUCCESS -> new Answer.Given<>(service, asked.resultNow());
            case CANCELLED, RUNNING -> new Answer.Missing<>(service, Reason.TIMEOUT);
            case FAILED ->
                switch (asked.exceptionNow()) {
                    case CallFailure failure -> new Answer.Missing<>(service, failure.reason());
                    case RuntimeException failure -> throw failure;
                    case Throwable failure -> throw new IllegalStateException(failure);
                };
        };
    }
}
