package io.nachweis.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.SubjectKeys.SealingKey;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MongoSubjectKeysTest {

    @RegisterExtension
    static final KeyDatabase MONGO = new KeyDatabase();

    private static final byte[] PLACE = "place".getBytes(UTF_8);
    private static final byte[] SECRET = "secret".getBytes(UTF_8);

    private final SubjectId ada = Examples.subject("ada@example.org");
    private final KeyScope signUp = new KeyScope(ada, "consent-records", "sign-up-1");
    private MongoSubjectKeys keys;

    @BeforeEach
    void start() {
        keys = newKeys();
    }

    /** As another process on the same database. */
    private static MongoSubjectKeys newKeys() {
        return new MongoSubjectKeys(MONGO.database(), MasterKey.of(Examples.bytes(7)));
    }

    @Test
    void seal_and_open() {
        SealingKey key = keys.forSealing(signUp);
        byte[] box = key.seal(SECRET, PLACE);
        assertThat(newKeys().find(key.id()).orElseThrow().open(box, PLACE)).isEqualTo(SECRET);
    }

    @Test
    void are_made_only_for_who_asks_for_that() {
        assertThat(keys.findForSealing(signUp)).isEmpty();
        SealingKey key = keys.forSealing(signUp);
        assertThat(newKeys().findForSealing(signUp)).map(SealingKey::id).contains(key.id());
        keys.retire(key.id());
        assertThat(keys.findForSealing(signUp)).isEmpty();
        assertThat(keys.idsOf(signUp)).containsExactly(key.id());
    }

    @Test
    void are_found_by_their_person_whatever_they_seal() {
        var whole = new KeyScope(ada, "server-log", KeyScope.NO_CASE);
        keys.forSealing(signUp);
        keys.retire(keys.forSealing(signUp).id());
        keys.forSealing(signUp);
        keys.forSealing(whole);
        keys.forSealing(new KeyScope(Examples.subject("bob@example.org"), "consent-records", "sign-up-1"));
        assertThat(newKeys().scopesOf(ada)).containsExactlyInAnyOrder(signUp, signUp, whole);
    }

    @Test
    void are_one_per_person_category_and_case() {
        Set<String> ids = new HashSet<>();
        Stream.of(
                        signUp,
                        new KeyScope(ada, "consent-records", "sign-up-2"),
                        new KeyScope(ada, "consent-records", KeyScope.NO_CASE),
                        new KeyScope(ada, "server-log", "sign-up-1"),
                        new KeyScope(Examples.subject("bob@example.org"), "consent-records", "sign-up-1"))
                .forEach(scope -> {
                    ids.add(keys.forSealing(scope).id());
                    ids.add(newKeys().forSealing(scope).id());
                    assertThat(keys.idsOf(scope)).hasSize(1);
                });
        assertThat(ids).hasSize(5);
    }

    @Test
    void are_the_same_for_all_who_ask_at_once() throws Exception {
        int threads = 8;
        var barrier = new CyclicBarrier(threads);
        Callable<String> ask = () -> {
            MongoSubjectKeys own = newKeys();
            barrier.await();
            return own.forSealing(signUp).id();
        };
        Set<String> ids = new HashSet<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var answer :
                    pool.invokeAll(Stream.generate(() -> ask).limit(threads).toList())) {
                ids.add(answer.get());
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void open_nothing_they_did_not_seal_here() {
        SealingKey key = keys.forSealing(signUp);
        byte[] box = key.seal(SECRET, PLACE);
        assertThatExceptionOfType(TamperedDisclosure.class)
                .isThrownBy(() -> key.open(box, "elsewhere".getBytes(UTF_8)));
        box[box.length - 1] ^= 1;
        assertThatExceptionOfType(TamperedDisclosure.class).isThrownBy(() -> key.open(box, PLACE));
    }

    @Test
    void neither_seal_nor_open_once_retired_and_another_generation_follows() {
        String first = keys.forSealing(signUp).id();
        keys.retire(first);
        assertThat(keys.find(first)).isEmpty();
        String second = keys.forSealing(signUp).id();
        assertThat(second).isNotEqualTo(first);
        assertThat(keys.idsOf(signUp)).containsExactlyInAnyOrder(first, second);
        assertThat(keys.retired()).containsExactly(first);
    }

    @Test
    void are_used_by_another_process_no_longer_than_the_cache_lives() {
        var now = new AtomicLong();
        var other = new MongoSubjectKeys(MONGO.database(), MasterKey.of(Examples.bytes(7)), now::get);
        String first = other.forSealing(signUp).id();
        keys.retire(first);
        now.addAndGet(MongoSubjectKeys.CACHE_LIFE.toNanos() - 1);
        assertThat(other.forSealing(signUp).id()).isEqualTo(first);
        assertThat(other.find(first)).isPresent();
        now.incrementAndGet();
        assertThat(other.find(first)).isEmpty();
        assertThat(other.forSealing(signUp).id()).isNotEqualTo(first);
    }

    @Test
    void leave_only_their_id_when_destroyed() {
        String id = keys.forSealing(signUp).id();
        keys.destroy(id);
        keys.destroy(id);
        assertThat(keys.find(id)).isEmpty();
        assertThat(keys.idsOf(signUp)).isEmpty();
        assertThat(MONGO.everything()).containsExactly(new Document("_id", id));
        assertThat(keys.forSealing(signUp).id()).isNotEqualTo(id);
    }

    @Test
    void of_one_scope_do_not_touch_those_of_another() {
        var shorter = new KeyScope(ada, "consent-records", "sign-up");
        String kept = keys.forSealing(shorter).id();
        keys.destroy(keys.forSealing(signUp).id());
        assertThat(keys.idsOf(shorter)).containsExactly(kept);
        assertThat(newKeys().find(kept)).isPresent();
    }

    @Test
    void need_the_right_master_key() {
        String id = keys.forSealing(signUp).id();
        var others = new MongoSubjectKeys(MONGO.database(), MasterKey.of(Examples.bytes(8)));
        assertThatIllegalStateException()
                .isThrownBy(() -> others.find(id))
                .withMessageContaining("is it the right one?");
    }

    @Test
    void cannot_be_moved_to_another_person() {
        String id = keys.forSealing(signUp).id();
        Document stolen = MONGO.everything().getFirst();
        stolen.put("_id", Examples.subject("eve@example.org") + "/consent-records/sign-up-1/0");
        MONGO.database().getCollection("keys").deleteMany(new Document());
        MONGO.database().getCollection("keys").insertOne(stolen);
        assertThatIllegalStateException().isThrownBy(() -> newKeys().find(id));
    }

    @Test
    void are_never_made_for_who_is_erased() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyScope(SubjectId.ERASED, "consent-records", ""));
    }
}
