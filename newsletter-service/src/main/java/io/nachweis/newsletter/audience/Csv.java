package io.nachweis.newsletter.audience;

import io.nachweis.newsletter.audience.Recipient.MayWrite;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** RFC 4180, a header first. No cell can be taken for a formula by the spreadsheet that opens the file. */
final class Csv {

    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final String END = "\r\n";

    private Csv() {}

    static String of(Exports.ExportPage page) {
        var lines = new StringBuilder(line(
                "email",
                "recipient",
                "subject",
                "since",
                "locale",
                "unsubscribe",
                "preferences",
                "list_unsubscribe",
                "usable_until"));
        page.changes().forEach(change -> lines.append(line(change.recipient(), page)));
        return lines.toString();
    }

    private static String line(Recipient recipient, Exports.ExportPage page) {
        MayWrite may = recipient.may();
        return may == null
                ? ""
                : line(
                        address(may.email()),
                        recipient.recipient(),
                        recipient.subject() == null ? "" : recipient.subject(),
                        may.since().toString(),
                        may.locale(),
                        may.unsubscribe(),
                        may.preferences(),
                        may.listUnsubscribe(),
                        page.usableUntil().toString());
    }

    private static String line(String... cells) {
        return Stream.of(cells).map(Csv::cell).collect(Collectors.joining(",", "", END));
    }

    /** A quoted local part names the same mailbox (RFC 5321) and begins no formula. */
    static String address(String email) {
        int at = email.lastIndexOf('@');
        return isFormula(email) ? '"' + email.substring(0, at) + '"' + email.substring(at) : email;
    }

    static String cell(String text) {
        String safe = isFormula(text) ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    }
}
