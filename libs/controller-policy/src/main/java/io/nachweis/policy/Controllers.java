package io.nachweis.policy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The controllers of this installation, by id. */
public interface Controllers {

    Optional<ControllerPolicy> find(String id);

    Collection<ControllerPolicy> all();

    /** Reads every {@code *.yaml} of a folder; throws {@link InvalidPolicy} with everything that is wrong, not only the first. */
    static Controllers load(Path folder) {
        return load(folder, List.of());
    }

    /** The same with further websites for every controller, such as the demo website of a trial. */
    static Controllers load(Path folder, Collection<URI> furtherOrigins) {
        return PolicyFolder.read(folder.toAbsolutePath().normalize(), furtherOrigins);
    }
}
