package io.nachweis.newsletter.audience;

import java.util.List;
import java.util.UUID;

/**
 * Where in the log each person last joined or left an audience. Holds no personal data but the handle of a stream: who it
 * is, and whether it still holds, is read from the log itself.
 */
interface Members {

    /** @param position of the entry by which they joined or left; no two of an audience have the same */
    record Member(UUID subscription, boolean joined, long position) {}

    /** Unless something later is known already. */
    void put(Audience audience, Member member);

    /** Who joined after a position and has not left, in the order of the log. */
    List<Member> joined(Audience audience, long after, int atMost);

    /** Who joined or left after a position, each with the last change only, in the order of the log. */
    List<Member> changed(Audience audience, long after, int atMost);

    /** The position of the last change; -1 where there was none. */
    long last(Audience audience);

    void clear();
}
