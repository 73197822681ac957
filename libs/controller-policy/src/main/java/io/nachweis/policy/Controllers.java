package io.nachweis.policy;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** The controllers of this installation, by id. */
public interface Controllers {

    Optional<ControllerPolicy> find(String id);

    Collection<ControllerPolicy> all();

    /** Reads one file of such a folder; throws {@link InvalidPolicy} likewise. */
    static ControllerPolicy check(Path file) {
        return PolicyFolder.one(file, PolicyFile::read);
    }

    /** Reads every {@code *.yaml} of a folder; throws {@link InvalidPolicy} with everything that is wrong, not only the first. */
    static Controllers load(Path folder) {
        return PolicyFolder.read(folder.toAbsolutePath().normalize());
    }
}
