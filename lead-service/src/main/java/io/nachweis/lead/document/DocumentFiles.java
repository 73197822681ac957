package io.nachweis.lead.document;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Document;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.NachweisSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** The files of the policies' documents, beside the policies. At the start every one must be what its policy says. */
@Component
class DocumentFiles {

    private final Path folder;

    @Autowired
    DocumentFiles(NachweisSettings settings, Controllers controllers) {
        this(settings.controllers(), controllers);
    }

    /** @param folder of the policies */
    DocumentFiles(Path folder, Controllers controllers) {
        this.folder = folder;
        List<String> faults = controllers.all().stream().flatMap(this::faults).toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /** Refuses if the file has gone since the start. */
    Resource of(Document document) {
        Path file = file(document);
        if (!Files.isReadable(file)) {
            throw PlatformProblem.UNAVAILABLE.refusal();
        }
        return new FileSystemResource(file);
    }

    private Stream<String> faults(ControllerPolicy policy) {
        return policy.documents().values().stream()
                .filter(document -> !document.sha256().equals(sha256(file(document))))
                .map(document -> policy.id() + ": documents." + document.id() + ": there is no file " + document.file()
                        + " with this sha256");
    }

    private Path file(Document document) {
        return folder.resolve(document.file());
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException _) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
