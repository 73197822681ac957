package io.nachweis.mail;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.PolicyRequirement;
import io.nachweis.starter.UrlRules;
import java.util.stream.Stream;

/** Who sends our mails reads them: it is a recipient (Art. 4(9), 28 GDPR), unless it is this machine. */
record RegisteredMailServer(String host) implements PolicyRequirement {

    @Override
    public Stream<String> unmet(ControllerPolicy policy) {
        boolean isRegistered = policy.recipients().values().stream()
                .anyMatch(recipient -> recipient.hosts().contains(host));
        return UrlRules.isLoopback(host) || isRegistered
                ? Stream.empty()
                : Stream.of(
                        "recipients: none has the host %s of SMTP_URL; list it under hosts of the recipient that it is"
                                .formatted(host));
    }
}
