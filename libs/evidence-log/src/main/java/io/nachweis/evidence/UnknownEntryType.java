package io.nachweis.evidence;

import org.axonframework.serialization.SerializationException;

/** An entry of a type that nobody here can read. Skipping it would answer from a past that never was. */
public final class UnknownEntryType extends SerializationException {

    private static final long serialVersionUID = 1L;

    UnknownEntryType(String name) {
        super("No class reads entries of type " + name);
    }
}
