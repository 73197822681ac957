package io.nachweis.starter;

import io.nachweis.policy.ControllerPolicy;
import java.util.stream.Stream;

/** Something that a service does and that the policy of each of its controllers has to allow; a bean for each. */
public interface PolicyRequirement {

    /** What the policy does not say as it must, each as {@code path: reason}; nothing if all is well. */
    Stream<String> unmet(ControllerPolicy policy);
}
