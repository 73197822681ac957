package io.nachweis.starter.idempotency;

import java.util.regex.Pattern;

/**
 * What a caller calls a request, to be able to send it again (draft-ietf-httpapi-idempotency-key-header-07). A string as
 * structured fields have it, in quotes; plain as many clients send it.
 */
record IdempotencyKey(String value) {

    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+)\"");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9!#$%&'*+./:=@^_`|~-]++");

    static IdempotencyKey of(String header) {
        if (header.length() > 2 * LONGEST + 2) {
            throw IdempotencyProblem.IDEMPOTENCY_KEY_INVALID.about(HEADER);
        }
        String value = value(header.strip());
        if (value.isBlank() || value.length() > LONGEST) {
            throw IdempotencyProblem.IDEMPOTENCY_KEY_INVALID.about(HEADER);
        }
        return new IdempotencyKey(value);
    }

    private static String value(String header) {
        var quoted = QUOTED.matcher(header);
        if (quoted.matches()) {
            return quoted.group(1).replaceAll("\\\\(.)", "$1");
        }
        if (PLAIN.matcher(header).matches()) {
            return header;
        }
        throw IdempotencyProblem.IDEMPOTENCY_KEY_INVALID.about(HEADER);
    }
}
