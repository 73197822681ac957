package io.nachweis.mail;

import java.util.Optional;
import java.util.UUID;

/**
 * The tokens in the links of mails: a MAC over a stream, an entry of it and a kind, under the service's key. Stored
 * nowhere; a token of one kind never passes as another. Whether it was used or has expired is the aggregate's to say.
 */
public interface MailTokens {

    /** A link about an entry, such as a sign-up, of the aggregate whose handle is the stream. */
    record MailToken(String kind, String controller, UUID stream, UUID entry) {}

    /** For a link, which it may be the end of. */
    String issue(MailToken token);

    /** What nobody but this service can tell of it, the same for ever; for other names than links. */
    String secret(MailToken token);

    /** Empty unless this service issued the token for exactly this kind and controller. */
    Optional<MailToken> verify(String token, String kind, String controller);
}
