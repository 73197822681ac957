package io.nachweis.policy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The controllers of this installation, by id. */
public interface Controllers {

    Optional<ControllerPolicy> find(String id);

    Collection<ControllerPolicy> all();

    /** The same controllers, each with a change. */
    default Controllers with(UnaryOperator<ControllerPolicy> change) {
        Controllers unchanged = this;
        return new Controllers() {
            @Override
            public Optional<ControllerPolicy> find(String id) {
                return unchanged.find(id).map(change);
            }

            @Override
            public Collection<ControllerPolicy> all() {
                return unchanged.all().stream().map(change).toList();
            }
        };
    }

    /** Reads every {@code *.yaml} of a folder; throws {@link InvalidPolicy} with everything that is wrong, not only the first. */
    static Controllers load(Path folder) {
        return load(folder, List.of());
    }

    /** The same with further websites for every controller, such as the demo website of a trial. */
    static Controllers load(Path folder, Collection<URI> furtherOrigins) {
        return PolicyFolder.read(folder.toAbsolutePath().normalize(), furtherOrigins);
    }
}
