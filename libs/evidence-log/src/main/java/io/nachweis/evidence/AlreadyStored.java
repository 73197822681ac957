package io.nachweis.evidence;

/** A key of the commit belongs to another one: the race for the stream, or the event, is lost. */
final class AlreadyStored extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String key;

    AlreadyStored(String key) {
        super("The log has an entry under " + key);
        this.key = key;
    }

    String key() {
        return key;
    }
}
