package io.nachweis.personal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.Disclosures.Pseudonym;
import io.nachweis.personal.Disclosures.Sealed;
import io.nachweis.personal.Disclosures.Split;
import io.nachweis.personal.Examples.Mailed;
import io.nachweis.personal.Examples.SignedUp;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SdJwtDisclosuresTest {

    @RegisterExtension
    static final KeyDatabase MONGO = new KeyDatabase();

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new PersonalDataModule()).build();
    private static final MasterKey MASTER = MasterKey.of(Examples.bytes(7));

    private final SubjectId ada = Examples.subject("ada@example.org");
    private final UUID signUp = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private final KeyScope signUpScope = new KeyScope(ada, "consent-records", signUp.toString());
    private final SignedUp event = Examples.signUp(signUp, "ada@example.org");

    private MongoSubjectKeys keys;
    private Disclosures disclosures;

    @BeforeEach
    void start() {
        keys = new MongoSubjectKeys(MONGO.database(), MASTER);
        disclosures = new SdJwtDisclosures(keys);
    }

    @Test
    void are_digested_as_the_standard_shows() {
        String encoded = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        assertThat(Disclosure.digest(encoded)).isEqualTo("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
        Disclosure disclosure = Disclosure.decode(encoded);
        assertThat(disclosure.salt()).isEqualTo("_26bc4LT-ac6q2KI6cBW5es");
        assertThat(disclosure.name()).isEqualTo("family_name");
        assertThat(disclosure.value().asString()).isEqualTo("Möbius");
    }

    @Test
    void leave_digests_in_the_leaf_and_nothing_else_of_the_person() {
        Split split = seal(event);
        assertThat(split.leaf().toString())
                .doesNotContain("ada", "example.org", "203.0.113.7", ada.value())
                .contains("newsletter/1/de", signUp.toString());
        List<String> digests =
                split.leaf().get("_sd").valueStream().map(d -> d.asString()).toList();
        assertThat(digests).hasSize(3).isSorted().allMatch(d -> d.length() == 43);
        assertThat(split.categories())
                .isEqualTo(Map.of("subject", "consent-records", "email", "consent-records", "ip", "server-log"));
        assertThat(split.sealed()).hasSize(3);
        assertThat(split.pseudonyms())
                .containsExactly(new Pseudonym(ada, keys.idsOf(signUpScope).getFirst()));
    }

    @Test
    void open_to_what_was_sealed() {
        Split split = seal(event);
        assertThat(open(split)).isEqualTo(event);
        assertThat(JSON.treeToValue(open(split.leaf(), split), SignedUp.class)).isEqualTo(event);
    }

    @Test
    void cannot_be_recognised_the_second_time() {
        Set<String> digests = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            seal(event).leaf().get("_sd").forEach(d -> digests.add(d.asString()));
        }
        assertThat(digests).hasSize(6);
    }

    @Test
    void read_as_erased_by_category_and_case() {
        Split split = seal(event);
        Split later = seal(Examples.signUp(UUID.randomUUID(), "ada@example.org"));
        keys.idsOf(signUpScope).forEach(keys::destroy);
        SignedUp erased = open(split);
        assertThat(erased.subject()).isEqualTo(SubjectId.ERASED);
        assertThat(erased.email()).isEqualTo(new Personal.Erased<>());
        assertThat(erased.ip()).isEqualTo(Personal.of("203.0.113.7"));
        assertThat(erased.company()).isNull();
        assertThat(open(later).email().orNull()).isEqualTo(EmailAddress.of("ada@example.org"));
    }

    @Test
    void read_as_erased_when_they_were_pulled() {
        Split split = seal(event);
        ObjectNode data = disclosures.open(split.leaf(), split.categories(), List.of());
        SignedUp erased = JSON.treeToValue(data, SignedUp.class);
        assertThat(erased)
                .isEqualTo(new SignedUp(
                        signUp,
                        SubjectId.ERASED,
                        new Personal.Erased<>(),
                        new Personal.Erased<>(),
                        null,
                        event.wording()));
    }

    @Test
    void are_refused_when_somebody_changed_them() {
        Split split = seal(event);
        Split other = seal(Examples.signUp(signUp, "ada@example.org"));
        assertThatExceptionOfType(TamperedDisclosure.class)
                .as("disclosures of another entry under the same key")
                .isThrownBy(() -> disclosures.open(split.leaf(), split.categories(), other.sealed()));

        byte[] changed = split.sealed().getFirst().box().getData().clone();
        changed[20] ^= 1;
        var box = new Sealed(split.sealed().getFirst().keyId(), new Binary(changed));
        assertThatExceptionOfType(TamperedDisclosure.class)
                .as("changed bytes")
                .isThrownBy(() -> disclosures.open(split.leaf(), split.categories(), List.of(box)));

        var twice = List.of(split.sealed().getFirst(), split.sealed().getFirst());
        assertThatExceptionOfType(TamperedDisclosure.class)
                .as("one disclosure twice")
                .isThrownBy(() -> disclosures.open(split.leaf(), split.categories(), twice));
    }

    @Test
    void are_refused_when_they_would_replace_what_the_leaf_says() {
        SubjectKeys.SealingKey key = keys.forSealing(signUpScope);
        String forged = Disclosure.of("wording", JSON.valueToTree("another")).encoded();
        ObjectNode leaf = JSON.createObjectNode().put("wording", "newsletter/1/de");
        leaf.putArray("_sd").add(Disclosure.digest(forged));
        var box = new Sealed(
                key.id(), new Binary(key.seal(forged.getBytes(UTF_8), key.id().getBytes(UTF_8))));
        assertThatExceptionOfType(TamperedDisclosure.class)
                .isThrownBy(() -> disclosures.open(leaf, Map.of("email", "consent-records"), List.of(box)));
    }

    @Test
    void of_the_erased_stay_erased() {
        var event = new SignedUp(
                signUp, SubjectId.ERASED, new Personal.Erased<>(), new Personal.Erased<>(), null, "newsletter/1/de");
        Split split = seal(event);
        assertThat(split.sealed()).isEmpty();
        assertThat(split.pseudonyms()).isEmpty();
        assertThat(split.categories()).isEmpty();
        assertThat(open(split)).isEqualTo(event);
        assertThat(MONGO.everything()).isEmpty();
    }

    @Test
    void of_an_addition_are_sealed_under_the_key_of_what_it_adds_to() {
        Split signedUp = seal(event);
        Split mailed = seal(new Mailed("consent-records", signUp, ada, Personal.of("250 OK")));
        assertThat(mailed.categories()).isEqualTo(Map.of("subject", "consent-records", "reply", "consent-records"));
        assertThat(mailed.pseudonyms()).isEqualTo(signedUp.pseudonyms());
        assertThat(mailed.sealed())
                .extracting(Sealed::keyId)
                .containsOnly(keys.idsOf(signUpScope).getFirst());
    }

    @Test
    void of_an_addition_to_what_was_forgotten_are_erased_as_they_are_written() {
        seal(event);
        keys.idsOf(signUpScope).forEach(keys::retire);
        Split mailed = seal(new Mailed("consent-records", signUp, ada, Personal.of("250 OK")));
        assertThat(mailed.sealed()).isEmpty();
        assertThat(mailed.pseudonyms()).isEmpty();
        assertThat(mailed.leaf().get("_sd")).hasSize(2);
        assertThat(JSON.treeToValue(open(mailed.leaf(), mailed), Mailed.class))
                .isEqualTo(new Mailed("consent-records", signUp, SubjectId.ERASED, new Personal.Erased<>()));
        assertThat(keys.idsOf(signUpScope)).as("no new key").hasSize(1);
    }

    @Test
    void are_refused_without_a_category() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seal(new Mailed("", signUp, ada, Personal.of("250 OK"))))
                .withMessage("subject belongs to a category without a name");
    }

    @Test
    void are_refused_about_nobody() {
        var nobody = new SignedUp(
                signUp,
                SubjectId.ERASED,
                Personal.of(EmailAddress.of("ada@example.org")),
                Personal.of("::1"),
                null,
                "w");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seal(nobody))
                .withMessage("email is about nobody, or about somebody erased");
    }

    @Test
    void pass_other_events_through_unchanged() {
        record Plain(String word) {}
        ObjectNode tree = JSON.valueToTree(new Plain("hello"));
        Split split = disclosures.seal(Plain.class, tree);
        assertThat(split).isEqualTo(new Split(tree, Map.of(), List.of(), List.of()));
        assertThat(disclosures.open(split.leaf(), Map.of(), List.of())).isEqualTo(tree);
        assertThat(disclosures.seal(Map.class, tree).leaf()).isEqualTo(tree);
    }

    private Split seal(Record event) {
        return disclosures.seal(event.getClass(), JSON.valueToTree(event));
    }

    private SignedUp open(Split split) {
        return JSON.treeToValue(open(split.leaf(), split), SignedUp.class);
    }

    private ObjectNode open(ObjectNode leaf, Split split) {
        // As read back from a database: a tree parsed anew.
        ObjectNode parsed = (ObjectNode) JSON.readTree(leaf.toString());
        return disclosures.open(parsed, split.categories(), split.sealed());
    }
}
