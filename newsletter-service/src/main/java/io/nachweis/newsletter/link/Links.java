package io.nachweis.newsletter.link;

import io.nachweis.mail.MailTokens;
import io.nachweis.mail.MailTokens.MailToken;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Sha256;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The links of our mails. Their tokens name a sign-up and say nothing about a person. */
@Component
public class Links {

    private static final String CONFIRM = "confirm";
    private static final String UNSUBSCRIBE = "unsubscribe";
    private static final String UNSUBSCRIBE_ALL = "unsubscribe-all";
    private static final String PREFERENCES = "preferences";

    /** No character of a token. */
    private static final char BEFORE_PURPOSE = '.';

    private static final UUID NO_SIGN_UP = new UUID(0, 0);

    private final URI base;
    private final MailTokens tokens;

    @Autowired
    Links(NachweisSettings settings, MailTokens tokens) {
        this(settings.publicUrl(), tokens);
    }

    /** @param base what links begin with */
    public Links(URI base, MailTokens tokens) {
        this.base = base;
        this.tokens = tokens;
    }

    /** What a link points at. */
    public record Target(UUID subscription, UUID signUp) {}

    public String confirmToken(String controller, Target target) {
        return issue(CONFIRM, controller, target);
    }

    /** From what the sign-up agreed to. Good for the page and for one click; it never expires. */
    public String unsubscribeToken(String controller, Target target) {
        return issue(UNSUBSCRIBE, controller, target);
    }

    /** From everything; else the same. */
    public String unsubscribeAllToken(String controller, Target target) {
        return issue(UNSUBSCRIBE_ALL, controller, target);
    }

    /** From one list only, which it names; else the same. */
    public String unsubscribeToken(String controller, Target target, String purpose) {
        return issue(unsubscribe(purpose), controller, target) + BEFORE_PURPOSE + purpose;
    }

    /** Shows what a person has agreed to, and lets that be changed; it never expires either. */
    public String preferencesToken(String controller, Target target) {
        return issue(PREFERENCES, controller, target);
    }

    public Optional<Target> confirming(String controller, String token) {
        return verify(CONFIRM, controller, token);
    }

    public Optional<Target> unsubscribing(String controller, String token) {
        return purpose(token)
                .map(purpose ->
                        verify(unsubscribe(purpose), controller, token.substring(0, token.indexOf(BEFORE_PURPOSE))))
                .orElseGet(() -> verify(UNSUBSCRIBE, controller, token))
                .or(() -> verify(UNSUBSCRIBE_ALL, controller, token));
    }

    /** Whether an unsubscribe token is about everything. */
    public boolean isForAll(String controller, String token) {
        return verify(UNSUBSCRIBE_ALL, controller, token).isPresent();
    }

    /** The one that an unsubscribe token names; it may have gone from the policy since. */
    public static Optional<String> purpose(String token) {
        int end = token.indexOf(BEFORE_PURPOSE);
        return end < 0 ? Optional.empty() : Optional.of(token.substring(end + 1));
    }

    public Optional<Target> preferring(String controller, String token) {
        return verify(PREFERENCES, controller, token);
    }

    public String confirm(String controller, String token) {
        return base + "/" + controller + "/confirm?token=" + token;
    }

    public String unsubscribe(String controller, String token) {
        return base + "/" + controller + "/unsubscribe?token=" + token;
    }

    public String preferences(String controller, String token) {
        return base + "/" + controller + "/preferences?token=" + token;
    }

    /** For the mail provider (RFC 8058); opened in a browser it shows the page. */
    public String oneClick(String controller, String token) {
        return base + "/" + controller + "/one-click?token=" + token;
    }

    /** A name for a person within one list that leads to nothing else. */
    public String recipient(String controller, UUID subscription, String purpose) {
        return Sha256.of(tokens.secret(new MailToken("recipient/" + purpose, controller, subscription, NO_SIGN_UP)))
                .substring(0, 32);
    }

    /** The name of this host in mails. */
    public String host() {
        return base.getHost();
    }

    private static String unsubscribe(String purpose) {
        return UNSUBSCRIBE + "/" + purpose;
    }

    private String issue(String kind, String controller, Target target) {
        return tokens.issue(new MailToken(kind, controller, target.subscription(), target.signUp()));
    }

    private Optional<Target> verify(String kind, String controller, String token) {
        return tokens.verify(token, kind, controller).map(known -> new Target(known.stream(), known.entry()));
    }
}
