package io.nachweis.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** The controllers as a folder of files has them. */
record PolicyFolder(Map<String, ControllerPolicy> byId) implements Controllers {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Controllers read(Path folder) {
        var faults = new ArrayList<String>();
        var byId = new LinkedHashMap<String, ControllerPolicy>();
        for (var file : files(folder)) {
            var inFile = new ArrayList<String>();
            read(file, inFile)
                    .map(read -> byId.putIfAbsent(read.id(), read))
                    .ifPresent(other -> inFile.add("id: another file has \"" + other.id() + "\" already"));
            inFile.forEach(fault -> faults.add(file.getFileName() + ": " + fault));
        }
        if (!faults.isEmpty()) {
            throw new InvalidPolicy(faults);
        }
        return new PolicyFolder(Collections.unmodifiableMap(byId));
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

    private static Optional<ControllerPolicy> read(Path file, List<String> faults) {
        try {
            var text = Files.readString(file);
            refuseAliases(text, faults);
            var policy = Section.read(YAML.readTree(text), "", faults, PolicyReader::policy);
            return faults.isEmpty() ? Optional.of(policy) : Optional.empty();
        } catch (CharacterCodingException e) {
            faults.add("is not UTF-8");
        } catch (JacksonException e) {
            faults.add("line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    /** Jackson would read an alias as the text of its name. */
    private static void refuseAliases(String text, List<String> faults) {
        try (var parser = (YAMLParser) YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    faults.add("line " + parser.currentTokenLocation().getLineNr() + ": aliases are not understood");
                }
            }
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
