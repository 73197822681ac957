package io.nachweis.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.core.JsonPointer;

/** The controllers as a folder of files has them. */
record PolicyFolder(Map<String, ControllerPolicy> byId) implements Controllers {

    static Controllers of(Collection<PolicyVersion> versions) {
        var byId = new LinkedHashMap<String, ControllerPolicy>();
        versions.forEach(version -> byId.put(version.policy().id(), version.policy()));
        return new PolicyFolder(Collections.unmodifiableMap(byId));
    }

    static List<PolicyVersion> read(Path folder) {
        var faults = new ArrayList<String>();
        var byId = new LinkedHashMap<String, PolicyVersion>();
        for (var file : files(folder)) {
            var inFile = new Faults(file.getFileName().toString());
            PolicyFile.read(file, inFile)
                    .map(read -> byId.putIfAbsent(read.policy().id(), read))
                    .ifPresent(other -> inFile.add(
                            JsonPointer.compile("/id"),
                            "another file has \"" + other.policy().id() + "\" already"));
            faults.addAll(inFile.inOrder());
        }
        if (!faults.isEmpty()) {
            throw new InvalidPolicy(faults);
        }
        return List.copyOf(byId.values());
    }

    static <T> T one(Path file, BiFunction<Path, Faults, Optional<T>> read) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidPolicy(List.of(file + ": is not a file"));
        }
        var faults = new Faults(file.toString());
        return read.apply(file, faults).orElseThrow(() -> new InvalidPolicy(faults.inOrder()));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidPolicy(List.of(folder + ": is not a folder"));
        }
        try (var entries = Files.newDirectoryStream(folder, "*.yaml")) {
            var files = new ArrayList<Path>();
            entries.forEach(files::add);
            if (files.isEmpty()) {
                throw new InvalidPolicy(List.of(folder + ": holds no *.yaml"));
            }
            Collections.sort(files);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<ControllerPolicy> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Collection<ControllerPolicy> all() {
        return byId.values();
    }
}
