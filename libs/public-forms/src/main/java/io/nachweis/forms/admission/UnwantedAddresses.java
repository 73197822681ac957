package io.nachweis.forms.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.event.EmailAddress;
import io.nachweis.policy.FormGuard.AddressKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** Addresses that a policy may refuse: those of an office, and those of domains that the operator lists. */
final class UnwantedAddresses {

    private final Set<String> roles;
    private final Set<String> disposable;

    /** @param disposableDomains one domain a line; null where there is no list */
    UnwantedAddresses(@Nullable Path disposableDomains) {
        try {
            roles = lines(new ClassPathResource("nachweis/role-names.txt")
                    .getContentAsString(UTF_8)
                    .lines());
            disposable = disposableDomains == null ? Set.of() : lines(Files.readAllLines(disposableDomains).stream());
        } catch (IOException e) {
            throw new UncheckedIOException("A list of unwanted addresses cannot be read", e);
        }
    }

    /** Whether the address is of one of these kinds, as far as its spelling says. */
    boolean includes(EmailAddress address, Set<AddressKind> kinds) {
        String normalised = address.normalised();
        int at = normalised.lastIndexOf('@');
        return kinds.stream().anyMatch(kind -> switch (kind) {
            case ROLE -> roles.contains(normalised.substring(0, at).replaceFirst("\\+.*", ""));
            case DISPOSABLE -> isListed(normalised.substring(at + 1));
        });
    }

    /** A domain is listed with everything below it. */
    private boolean isListed(String domain) {
        return Stream.iterate(domain, rest -> rest.contains("."), rest -> rest.substring(rest.indexOf('.') + 1))
                .anyMatch(disposable::contains);
    }

    private static Set<String> lines(Stream<String> lines) {
        return lines.map(line -> line.strip().toLowerCase(Locale.ROOT))
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
