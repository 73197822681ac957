package io.nachweis.policy;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** The controllers of this installation, by id. */
public interface Controllers {

    Optional<ControllerPolicy> find(String id);

    Collection<ControllerPolicy> all();

    /** Those of some versions, of which no two are of one controller. */
    static Controllers of(Collection<PolicyVersion> versions) {
        return PolicyFolder.of(versions);
    }

    /** Reads one file of such a folder; throws {@link InvalidPolicy} likewise. */
    static ControllerPolicy check(Path file) {
        return PolicyFolder.one(file, PolicyFile::read).policy();
    }

    /** Reads every {@code *.yaml} of a folder; throws {@link InvalidPolicy} with everything that is wrong, not only the first. */
    static Controllers load(Path folder) {
        return of(PolicyVersion.all(folder));
    }
}
