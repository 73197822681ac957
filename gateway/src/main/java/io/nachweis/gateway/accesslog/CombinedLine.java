package io.nachweis.gateway.accesslog;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of an access log in the combined format, which Apache and nginx write; the common format, without referrer and
 * user agent, is read too, and so are lines that begin with a virtual host.
 *
 * @param client its address or addresses, {@code ident} and user, as the server wrote them
 * @param request its first line
 * @param result status and volume
 * @param rest what a server adds after the format, such as X-Forwarded-For
 */
public record CombinedLine(
        String client,
        OffsetDateTime time,
        String request,
        String result,
        @Nullable String referrer,
        @Nullable String agent,
        String rest) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);
    private static final int TIME_LENGTH = "30/Nov/2026:11:07:39 +0000".length();
    private static final Pattern RESULT = Pattern.compile(" (\\d{3} (?:\\d+|-))(?= |$)");
    private static final Pattern VIRTUAL_HOST = Pattern.compile("[A-Za-z0-9._-]+:\\d{1,5}");
    private static final Pattern QUERY = Pattern.compile("[?#].*?(?=$| HTTP/[0-9.]+$)", Pattern.DOTALL);

    /** Of a request at a server that knows nothing else about the client. */
    public static CombinedLine of(
            String address, Instant at, String request, int status, long volume, String referrer, String agent) {
        String result = status + " " + (volume == 0 ? "-" : volume);
        return new CombinedLine(address + " - -", at.atOffset(ZoneOffset.UTC), request, result, referrer, agent, "");
    }

    /** Empty where the line is in neither format. Quotes within its parts are escaped by the server that wrote it. */
    static Optional<CombinedLine> parse(String line) {
        int bracket = line.indexOf(" [");
        while (bracket >= 0 && !line.startsWith("] \"", bracket + 2 + TIME_LENGTH)) {
            bracket = line.indexOf(" [", bracket + 1);
        }
        if (bracket < 0) {
            return Optional.empty();
        }
        int timeEnd = bracket + 2 + TIME_LENGTH;
        int requestEnd = quoteEnd(line, timeEnd + 3);
        Matcher result = RESULT.matcher(line);
        if (requestEnd < 0 || !result.region(requestEnd + 1, line.length()).lookingAt()) {
            return Optional.empty();
        }
        String client = line.substring(0, bracket);
        String request = line.substring(timeEnd + 3, requestEnd);
        try {
            var time = OffsetDateTime.parse(line.substring(bracket + 2, timeEnd), TIME);
            return Optional.of(withAgent(line, client, time, request, result));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static CombinedLine withAgent(
            String line, String client, OffsetDateTime time, String request, Matcher result) {
        int from = result.end();
        int referrerEnd = line.startsWith(" \"", from) ? quoteEnd(line, from + 2) : -1;
        int agentEnd =
                referrerEnd >= 0 && line.startsWith(" \"", referrerEnd + 1) ? quoteEnd(line, referrerEnd + 3) : -1;
        return agentEnd < 0
                ? new CombinedLine(client, time, request, result.group(1), null, null, line.substring(from))
                : new CombinedLine(
                        client,
                        time,
                        request,
                        result.group(1),
                        line.substring(from + 2, referrerEnd),
                        line.substring(referrerEnd + 3, agentEnd),
                        line.substring(agentEnd + 1));
    }

    private static int quoteEnd(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case '\\' -> i++;
                case '"' -> {
                    return i;
                }
                default -> {}
            }
        }
        return -1;
    }

    /**
     * What is about nobody any more: addresses cut to their networks, the browser's family, no user, no query, and nothing
     * that the format does not have.
     */
    CombinedLine reduced() {
        return new CombinedLine(
                network(client),
                time,
                QUERY.matcher(request).replaceFirst(""),
                result,
                referrer == null ? null : QUERY.matcher(referrer).replaceFirst(""),
                agent == null ? null : Browser.family(agent),
                "");
    }

    private static String network(String client) {
        int end = client.indexOf(' ');
        String host = end < 0 ? "" : client.substring(0, end);
        if (VIRTUAL_HOST.matcher(host).matches() && !Network.isAddress(host)) {
            int colon = host.lastIndexOf(':');
            String name = host.substring(0, colon);
            return (Network.isAddress(name) ? Network.of(name) : name)
                    + host.substring(colon)
                    + ' '
                    + network(client.substring(end + 1));
        }
        while (end > 0 && client.charAt(end - 1) == ',') {
            end = client.indexOf(' ', end + 1);
        }
        return Stream.of((end < 0 ? client : client.substring(0, end)).split(",", -1))
                .map(address -> Network.of(address.strip()))
                .collect(Collectors.joining(",", "", " - -"));
    }

    @Override
    public String toString() {
        String line = client + " [" + TIME.format(time) + "] \"" + request + "\" " + result;
        return agent == null
                ? line + rest
                : line + " \"" + requireNonNullElse(referrer, "") + "\" \"" + agent + '"' + rest;
    }
}
