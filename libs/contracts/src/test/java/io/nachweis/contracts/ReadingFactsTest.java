package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Verdict.Genuine;
import io.nachweis.contracts.Verdict.NotUnderstood;
import io.nachweis.contracts.Verdict.Rejected;
import io.nachweis.contracts.Verdict.Unverified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** An application of others does what {@code docs/facts.md} says. */
class ReadingFactsTest {

    private static final Path DOCS = Path.of("../../docs/facts.md");

    private final List<String> done = new ArrayList<>();

    @Test
    void an_application_acts_on_what_the_log_said_and_on_nothing_else() {
        byte[] jwks = ServiceKeys.toJwks(List.of(Signed.NEWSLETTER.publicKey()));
        var doubled = Signed.withdrawal();
        doubled.headers().add("ce_Subject", "other".getBytes(UTF_8));

        read(jwks, Signed.received(Signed.withdrawal()));
        read(jwks, Signed.received(doubled));
        read(jwks, Signed.received(Signed.order()));

        assertThat(done).containsExactly("act on s7kd", "alarm at MALFORMED", "fetch keys");
    }

    @Test
    void the_documents_show_the_code_that_was_run_here() throws IOException {
        String code = Files.readString(Path.of("src/test/java/io/nachweis/contracts/ReadingFactsTest.java"));
        String shown = Files.readString(DOCS).replaceAll("(?s).*```java\n(.*?)```.*", "$1");

        assertThat(words(code)).contains(words(shown));
    }

    @Test
    void the_documents_have_the_vector_that_is_signed() throws IOException {
        String docs = Files.readString(DOCS);
        var record = Signed.withdrawal();

        record.headers()
                .forEach(header -> assertThat(docs)
                        .contains("\n" + header.key() + ": " + new String(header.value(), UTF_8) + "\n"));
        assertThat(docs).contains(Signed.NEWSLETTER.publicKey().x(), "\n" + new String(record.value(), UTF_8) + "\n");
    }

    private void read(byte[] jwks, ConsumerRecord<String, byte[]> record) {
        ServiceKeys keys = ServiceKeys.ofJwks(jwks); // what /.well-known/jwks.json answered
        FactVerifier verifier = new FactVerifier(keys, Clock.systemUTC());

        switch (verifier.verify(record)) {
            case Genuine(PublishedFact fact) -> act(fact);
            case NotUnderstood(String subject, NotUnderstood.Reason _) -> keep(subject, record);
            case Unverified(String _, String _) -> fetchKeysAgain(record);
            case Rejected(Rejected.Reason reason) -> alarm(reason);
        }
    }

    private void act(PublishedFact fact) {
        done.add("act on " + fact.subject());
    }

    private void keep(String subject, ConsumerRecord<String, byte[]> record) {
        done.add("keep " + subject + " " + record.offset());
    }

    private void fetchKeysAgain(ConsumerRecord<String, byte[]> record) {
        assertThat(record.topic()).isEqualTo(Topics.SUBJECTS);
        done.add("fetch keys");
    }

    private void alarm(Rejected.Reason reason) {
        done.add("alarm at " + reason);
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
