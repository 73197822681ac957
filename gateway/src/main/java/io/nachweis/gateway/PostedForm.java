package io.nachweis.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.springframework.http.MediaType;

/** What a browser posted, where it still is at hand; for its sender alone. */
final class PostedForm {

    private static final String BODY = PostedForm.class.getName();

    private PostedForm() {}

    static void keep(HttpServletRequest request, byte[] body) {
        request.setAttribute(BODY, body);
    }

    /** Names and values in their order; nothing unless it is a form (URL Standard, 5.1) that can be read. */
    static List<Entry<String, String>> of(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null
                || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                || !(request.getAttribute(BODY) instanceof byte[] body)) {
            return List.of();
        }
        try {
            return Arrays.stream(new String(body, StandardCharsets.UTF_8).split("&"))
                    .filter(each -> !each.isEmpty())
                    .map(each -> each.split("=", 2))
                    .map(each -> Map.entry(decode(each[0]), each.length < 2 ? "" : decode(each[1])))
                    .toList();
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
