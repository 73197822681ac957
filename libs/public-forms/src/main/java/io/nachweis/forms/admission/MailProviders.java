package io.nachweis.forms.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** The mail providers whose rules for aliases are known: at whose domains anybody can have a mailbox. */
final class MailProviders {

    /**
     * How one provider reads addresses.
     *
     * @param domains the first stands for all where they share their mailboxes
     * @param oneMailbox whether the same name at each of the domains is one mailbox
     * @param tag the characters that can begin what is no part of the name
     * @param ignored the characters of a name that make no difference
     * @param subdomains whether anything at {@code name.domain} leads to {@code name@domain}
     */
    record Provider(List<String> domains, boolean oneMailbox, String tag, String ignored, boolean subdomains) {

        private String mailbox(String local, String domain) {
            return named(local) + '@' + (oneMailbox ? domains.getFirst() : domain);
        }

        private String named(String local) {
            int end = 1;
            while (end < local.length() && tag.indexOf(local.charAt(end)) < 0) {
                end++;
            }
            Set<Integer> without = ignored.chars().boxed().collect(Collectors.toSet());
            return local.substring(0, end)
                    .codePoints()
                    .filter(c -> !without.contains(c))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    /** Where nothing is known, what most providers have. */
    private static final Provider ANY = new Provider(List.of(), false, "+", ".", false);

    private static final Map<String, Provider> BY_DOMAIN = read();

    private MailProviders() {}

    private static Map<String, Provider> read() {
        var byDomain = new HashMap<String, Provider>();
        try (var file = new ClassPathResource("nachweis/mail-providers.json").getInputStream()) {
            for (Provider provider : JsonMapper.shared().readValue(file, Provider[].class)) {
                provider.domains().forEach(domain -> byDomain.put(domain, provider));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The list of mail providers cannot be read", e);
        }
        return Map.copyOf(byDomain);
    }

    /** The mailbox that an address probably leads to. */
    static String mailbox(String local, String domain) {
        Provider provider = BY_DOMAIN.get(domain);
        if (provider != null) {
            return provider.mailbox(local, domain);
        }
        int dot = domain.indexOf('.');
        return Optional.ofNullable(BY_DOMAIN.get(domain.substring(dot + 1)))
                .filter(Provider::subdomains)
                .map(above -> above.mailbox(domain.substring(0, dot), domain.substring(dot + 1)))
                .orElseGet(() -> ANY.mailbox(local, domain));
    }

    /** Whether people who have nothing to do with each other have mailboxes there. */
    static boolean includes(String domain) {
        return BY_DOMAIN.containsKey(domain);
    }
}
