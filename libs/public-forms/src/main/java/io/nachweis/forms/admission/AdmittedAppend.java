package io.nachweis.forms.admission;

/** The append to the log that a public form asks for. MUST NOT be done without having been admitted. */
@FunctionalInterface
public interface AdmittedAppend {

    /** Returns once it is durable. One command that stores something, at most. */
    void append(Admitted admitted);
}
