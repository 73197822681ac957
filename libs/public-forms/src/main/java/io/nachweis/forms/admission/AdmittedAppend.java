package io.nachweis.forms.admission;

/** The append to the log that a public form asks for. MUST NOT be done without having been admitted. */
@FunctionalInterface
public interface AdmittedAppend {

    /** Returns once it is durable, and says whether there was anything to do. */
    boolean append(Admitted admitted);
}
