package io.nachweis.policy;

import java.nio.file.Path;
import java.util.List;

/**
 * A controller's policy as one file has it. It is known by the file's bytes: of two files that differ in one of them, each
 * is a version of its own, whatever {@link ControllerPolicy#version} they name.
 *
 * @param sha256 of the file, lower-case hexadecimal
 * @param yaml the file, byte for byte in UTF-8
 */
public record PolicyVersion(ControllerPolicy policy, String sha256, String yaml) {

    /** Reads every {@code *.yaml} of a folder; throws {@link InvalidPolicy} as {@link Controllers#load} does. */
    public static List<PolicyVersion> all(Path folder) {
        return PolicyFolder.read(folder.toAbsolutePath().normalize());
    }

    /** Reads what was {@link #yaml} once; throws {@link InvalidPolicy} where that cannot be carried out any more. */
    public static PolicyVersion of(String name, String yaml) {
        var faults = new Faults(name);
        return PolicyFile.parsed(yaml, faults).orElseThrow(() -> new InvalidPolicy(faults.inOrder()));
    }
}
