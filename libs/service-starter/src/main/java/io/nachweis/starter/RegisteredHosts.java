package io.nachweis.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.policy.ControllerPolicy;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whoever runs a machine that we send personal data to is a recipient (Art. 4(9), 28 GDPR), and the policy names it; unless
 * it is this machine.
 *
 * @param setting that names the hosts
 */
public record RegisteredHosts(String setting, List<String> hosts) implements PolicyRequirement {

    private static final String SOCKET = ".sock";

    public RegisteredHosts {
        hosts = List.copyOf(hosts);
    }

    /** @param uri whose records of DNS, where it begins with {@code mongodb+srv}, are not asked: they stay in its domain */
    static RegisteredHosts ofMongodb(String setting, String uri) {
        String hosts =
                uri.replaceFirst("^[^:]*://", "").replaceFirst("[/?].*", "").replaceFirst(".*@", "");
        return new RegisteredHosts(setting, withoutPorts(hosts));
    }

    static RegisteredHosts ofKafka(String bootstrapServers) {
        return new RegisteredHosts("KAFKA_BOOTSTRAP_SERVERS", withoutPorts(bootstrapServers));
    }

    private static List<String> withoutPorts(String hosts) {
        return Arrays.stream(hosts.split(","))
                .map(host -> URLDecoder.decode(host.strip(), UTF_8).replaceFirst(":[0-9]+$", ""))
                .toList();
    }

    @Override
    public Stream<String> unmet(ControllerPolicy policy) {
        return hosts.stream()
                .filter(host -> !UrlRules.isLoopback(host) && !host.endsWith(SOCKET))
                .filter(host -> policy.recipients().values().stream()
                        .noneMatch(recipient -> recipient.hosts().contains(host)))
                .map(host -> "recipients: none has the host %s of %s; list it under hosts of the recipient that it is"
                        .formatted(host, setting));
    }
}
