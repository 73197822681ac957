package io.nachweis.newsletter.link;

import io.nachweis.starter.MailTokens;
import io.nachweis.starter.MailTokens.MailToken;
import io.nachweis.starter.NachweisSettings;
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

    /** Good for the page and for one click; it never expires. */
    public String unsubscribeToken(String controller, Target target) {
        return issue(UNSUBSCRIBE, controller, target);
    }

    public Optional<Target> confirming(String controller, String token) {
        return verify(CONFIRM, controller, token);
    }

    public Optional<Target> unsubscribing(String controller, String token) {
        return verify(UNSUBSCRIBE, controller, token);
    }

    public String confirm(String controller, String token) {
        return base + "/" + controller + "/confirm?token=" + token;
    }

    public String unsubscribe(String controller, String token) {
        return base + "/" + controller + "/unsubscribe?token=" + token;
    }

    /** For the mail provider (RFC 8058); opened in a browser it shows the page. */
    public String oneClick(String controller, String token) {
        return base + "/" + controller + "/one-click?token=" + token;
    }

    /** The Message-ID of the mail that an entry causes: the same whenever it is sent, and nobody else can foretell it. */
    public String messageId(String controller, Target target, UUID entry) {
        String secret = tokens.issue(new MailToken("message", controller, target.subscription(), entry));
        return "<" + Sha256.of(secret).substring(0, 32) + "@" + host() + ">";
    }

    /** The name of this host in mails. */
    public String host() {
        return base.getHost();
    }

    private String issue(String kind, String controller, Target target) {
        return tokens.issue(new MailToken(kind, controller, target.subscription(), target.signUp()));
    }

    private Optional<Target> verify(String kind, String controller, String token) {
        return tokens.verify(token, kind, controller).map(known -> new Target(known.stream(), known.entry()));
    }
}
