package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A form as scripts send it by {@code FormData}: {@code multipart/form-data} (RFC 7578), of text alone. */
final class FormParts {

    private FormParts() {}

    /** Refuses files, but for the place of one that nobody chose. */
    static MultiValueMap<String, String> read(Collection<Part> parts) throws IOException {
        var posted = new LinkedMultiValueMap<String, String>();
        for (Part part : parts) {
            if (part.getSubmittedFileName() == null) {
                posted.add(part.getName(), text(part));
            } else if (part.getSize() > 0) {
                throw PlatformProblem.UNSUPPORTED_MEDIA_TYPE.refusal();
            }
        }
        return posted;
    }

    private static String text(Part part) throws IOException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
