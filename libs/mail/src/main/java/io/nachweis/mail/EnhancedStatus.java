package io.nachweis.mail;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463): what a reply of a mail server is about, and whether it is for good.
 *
 * @param type the class: 4 for now, 5 for good
 */
public record EnhancedStatus(int type, int subject, int detail) {

    /** What a refusal is about, and so what to do with the mail. */
    public enum Concern {
        /** The recipient's mailbox or address itself: the mail has nowhere to go. */
        MAILBOX,
        /** The mailbox is full: its owner can make room. */
        FULL_MAILBOX,
        /** The address cannot be written to through this server, and may be good through another one. */
        SERVER_FOR_ADDRESS,
        /** Sender, content, policy, quota, security, protocol, network or the server itself: nothing of the recipient's. */
        SENDING
    }

    /**
     * By subject and detail, else by subject, else {@link Concern#SENDING}: the IANA registry of SMTP Enhanced Status
     * Codes with the documents that it names.
     */
    private static final Map<String, Concern> REGISTRY = Map.ofEntries(
            // RFC 3463 §3.2, addressing: 1.0 to 1.6 are the recipient's, and so is 1.10, a domain without mail (RFC
            // 7505).
            entry("1", Concern.MAILBOX),
            entry("1.7", Concern.SENDING), // bad sender's mailbox address syntax
            entry("1.8", Concern.SENDING), // bad sender's system address
            entry("1.9", Concern.SENDING), // message relayed to non-compliant mailer (RFC 5248)
            // RFC 3463 §3.3, the mailbox.
            entry("2", Concern.MAILBOX),
            entry("2.2", Concern.FULL_MAILBOX), // "should be used as a persistent transient failure"
            // RFC 3463 §3.4 to §3.7: mail system, network and routing, protocol, content are not the recipient's.
            entry("6.7", Concern.SERVER_FOR_ADDRESS), // non-ASCII addresses not permitted (RFC 6531)
            // RFC 3463 §3.8, security and policy, are not either, but for the owner of mailbox or domain (RFC 7293).
            entry("7.17", Concern.MAILBOX),
            entry("7.18", Concern.MAILBOX));

    /** As servers write it: after the code of any line, with or without a mark, or in brackets at the end of one. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?m)(?:^[245]\\d\\d[ -]#?|\\(#)[245]\\.(?<subject>\\d{1,3})\\.(?<detail>\\d{1,3})(?![.\\d])");

    /** Reads the text of {@link #toString()}. */
    public static EnhancedStatus of(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("An enhanced status code has three numbers");
        }
        return new EnhancedStatus(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /**
     * What the server said, on whichever line; the first one counts. Its class is that of the reply code, which it has to
     * agree with (RFC 2034 §4). {@code X.0.0} says nothing.
     */
    static Optional<EnhancedStatus> in(int replyCode, String reply) {
        Matcher found = WRITTEN.matcher(reply);
        return found.find()
                ? Optional.of(new EnhancedStatus(
                                replyCode / 100,
                                Integer.parseInt(found.group("subject")),
                                Integer.parseInt(found.group("detail"))))
                        .filter(status -> status.subject() > 0)
                : Optional.empty();
    }

    public Concern concern() {
        Concern ofSubject = REGISTRY.getOrDefault(Integer.toString(subject), Concern.SENDING);
        return REGISTRY.getOrDefault(subject + "." + detail, ofSubject);
    }

    boolean isPermanent() {
        return type == 5;
    }

    @Override
    public String toString() {
        return type + "." + subject + "." + detail;
    }
}
