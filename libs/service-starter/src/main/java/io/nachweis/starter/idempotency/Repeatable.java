package io.nachweis.starter.idempotency;

/** A request that its caller may send again. Ask for one as an argument of a controller's method. */
public interface Repeatable {

    /**
     * Does it, unless it was done: then nothing happens, and the answer is to be what it was. Without a key it is done
     * each time. One command that stores something, at most, may be sent within, and it must have ended on return.
     *
     * @param content what was sent; the same key with other content is refused
     */
    void once(Object content, Runnable action);
}
