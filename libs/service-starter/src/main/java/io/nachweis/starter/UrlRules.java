package io.nachweis.starter;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the URLs of settings may say. An option that nobody knows would be passed over, and with it what it was meant to
 * protect; a clear line to another machine shows what goes over it to everybody on the way.
 */
public final class UrlRules {

    private static final String STARTTLS = "starttls=required";
    private static final String NUMBER = "\\d{1,3}";
    private static final String LOOPBACK =
            "(.+\\.)?localhost|127\\." + NUMBER + "\\." + NUMBER + "\\." + NUMBER + "|\\[?(::1|0:0:0:0:0:0:0:1)]?";

    private static final Set<String> MONGODB_SWITCHES =
            Set.of("tls", "ssl", "directconnection", "loadbalanced", "retrywrites", "retryreads");

    private static final Set<String> MONGODB_OPTIONS = Set.of(
            "replicaset",
            "authsource",
            "authmechanism",
            "authmechanismproperties",
            "srvservicename",
            "srvmaxhosts",
            "compressors",
            "zlibcompressionlevel",
            "localthresholdms",
            "heartbeatfrequencyms");

    private UrlRules() {}

    /** Whether it is this machine, by the names and addresses that are never another one (RFC 1122, RFC 6761). */
    public static boolean isLoopback(String host) {
        return host.toLowerCase(Locale.ROOT).matches(LOOPBACK);
    }

    private static List<String> optionsOf(@Nullable String query) {
        return query == null || query.isEmpty() ? List.of() : List.of(query.split("&", -1));
    }

    /** The part before the value, which may be a secret and so is never repeated. */
    private static String unknown(String option) {
        return "an unknown option, " + option.split("=", 2)[0];
    }

    /** What an address of HTTP has that it must not have. */
    static Stream<String> faultsOfHttp(URI url) {
        return Stream.of(
                        url.getRawUserInfo() == null ? "" : "a login",
                        url.getRawFragment() == null ? "" : "a fragment",
                        url.getRawQuery() == null ? "" : unknown(url.getRawQuery()))
                .filter(fault -> !fault.isEmpty());
    }

    /** The driver passes over what it does not know, and takes {@code tls=yes} for no. */
    static Stream<String> faultsOfMongodb(String url) {
        int query = url.indexOf('?');
        return (query < 0 ? List.<String>of() : optionsOf(url.substring(query + 1)))
                .stream().flatMap(option -> faultOfMongodb(option).stream());
    }

    /**
     * What an address of a mail server has that it must not have.
     *
     * @param mayBeClearText whether nobody can listen on the way to a host
     */
    static Stream<String> faultsOfSmtp(URI url, Predicate<String> mayBeClearText) {
        boolean isTls = "smtps".equals(url.getScheme());
        List<String> options = optionsOf(url.getRawQuery());
        boolean isClear = !isTls
                && !options.contains(STARTTLS)
                && (url.getRawUserInfo() != null || url.getHost() == null || !mayBeClearText.test(url.getHost()));
        return Stream.concat(
                Stream.of(
                                url.getHost() == null ? "no host" : "",
                                Objects.requireNonNullElse(url.getRawPath(), "").matches("/?") ? "" : "a path",
                                url.getRawFragment() == null ? "" : "a fragment",
                                isClear
                                        ? "a clear line for mails or a password: it must begin with smtps:// or end"
                                                + " with ?"
                                                + STARTTLS
                                        : "")
                        .filter(fault -> !fault.isEmpty()),
                options.stream()
                        .filter(option -> isTls || !option.equals(STARTTLS))
                        .map(UrlRules::unknown));
    }

    private static List<String> faultOfMongodb(String option) {
        String name = option.split("=", 2)[0];
        String known = name.toLowerCase(Locale.ROOT);
        if (MONGODB_SWITCHES.contains(known)) {
            return option.matches("[^=]+=(true|false)")
                    ? List.of()
                    : List.of(name + ", which is neither true nor false");
        }
        return MONGODB_OPTIONS.contains(known) ? List.of() : List.of(unknown(option));
    }
}
