package io.nachweis.event;

import org.jspecify.annotations.Nullable;

/** A personal value of an event. It is committed to in the evidence and stored apart from it, until it is erased. */
public sealed interface Personal<T> {

    record Known<T>(T value) implements Personal<T> {
        @Override
        public String toString() {
            return "Known[…]";
        }
    }

    /** The value was given once and its key is destroyed. */
    record Erased<T>() implements Personal<T> {}

    static <T> Personal<T> of(T value) {
        return new Known<>(value);
    }

    /** The value, or null once erased. */
    default @Nullable T orNull() {
        return switch (this) {
            case Known<T>(var value) -> value;
            case Erased<T> _ -> null;
        };
    }
}
