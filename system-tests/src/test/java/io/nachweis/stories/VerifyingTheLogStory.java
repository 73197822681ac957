package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.Person;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.PublicLog;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.transparency.ProofVerdict;
import io.nachweis.transparency.TreeHead;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A stranger, who has nothing but the address of the gateway, holds the platform to what it has signed. */
class VerifyingTheLogStory {

    private static final List<String> SERVICES = List.of("newsletter", "consent", "lead", "rights");

    private static final PlatformUnderTest PLATFORM = PlatformUnderTest.create(_ -> PublicLog.AT_ONCE);

    private final PublicLog log = new PublicLog(PLATFORM, "newsletter");

    @BeforeAll
    static void start() {
        PLATFORM.start();
    }

    @AfterAll
    static void stop() throws IOException {
        PLATFORM.close();
    }

    @Test
    void every_log_is_signed_and_can_be_rebuilt_from_what_anybody_may_fetch() {
        Person.named("ada", PLATFORM).whoConfirmed();
        for (String service : SERVICES) {
            var each = new PublicLog(PLATFORM, service);
            TreeHead head = each.published();

            assertThat(each.rebuilt(head.size())).as(service).isEqualTo(head);
        }
    }

    @Test
    void a_later_checkpoint_has_all_that_an_earlier_one_had() {
        Person.named("ada", PLATFORM).whoConfirmed();
        TreeHead earlier = log.published();
        assertThat(log.checkpoint()).as("of one size").isEqualTo(log.checkpoint());
        Person.named("bob", PLATFORM).whoConfirmed();
        TreeHead later = log.published();

        assertThat(later.size()).isGreaterThan(earlier.size());
        assertThat(log.isBeginning(earlier, later)).isEqualTo(ProofVerdict.HOLDS);
        assertThat(StoryHttpClient.get(log.address("/tile/0/001")).problem()).isEqualTo("not-found");
    }

    /** Whoever has every key and the database here cannot change what lies in somebody's mailbox. */
    @Test
    void a_mailbox_keeps_what_was_published_before_its_mail() {
        Person.named("ada", PLATFORM).whoConfirmed();
        log.published();
        Person bob = Person.named("bob", PLATFORM).whoConfirmed();
        TreeHead later = log.published();

        TreeHead kept = log.verified(witnessed(bob.mails().getLast()));
        assertThat(kept.size()).isBetween(1L, later.size());
        assertThat(log.isBeginning(kept, later)).isEqualTo(ProofVerdict.HOLDS);
    }

    private static byte[] witnessed(JsonNode mail) {
        return Base64.getMimeDecoder()
                .decode(mail.path("headers").path("Nachweis-Checkpoint").stringValue());
    }
}
