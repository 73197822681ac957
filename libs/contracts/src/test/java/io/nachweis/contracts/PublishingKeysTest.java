package io.nachweis.contracts;

import static io.nachweis.contracts.Signed.NEWSLETTER;
import static io.nachweis.contracts.Signed.RIGHTS;
import static io.nachweis.contracts.Signed.WITHDRAWN;
import static io.nachweis.contracts.Signed.verdict;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nachweis.contracts.Verdict.Genuine;
import io.nachweis.contracts.Verdict.Unverified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishingKeysTest {

    private static final FactSigner NEWER = FactSigner.of("/newsletter", Arrays.copyOf("2027".getBytes(UTF_8), 32));

    @TempDir
    private Path folder;

    @Test
    void a_set_is_read_as_it_was_written() {
        byte[] jwks = ServiceKeys.toJwks(List.of(NEWSLETTER.publicKey(), RIGHTS.publicKey()));

        var keys = ServiceKeys.ofJwks(jwks);

        assertThat(keys.find(RIGHTS.publicKey().kid())).contains(RIGHTS.publicKey());
        assertThat(keys.find("other")).isEmpty();
        assertThat(new String(jwks, UTF_8))
                .contains("\"kty\":\"OKP\"", "\"crv\":\"Ed25519\"", "\"alg\":\"EdDSA\"", "\"source\":\"/newsletter\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"keys\":7}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}]}"
            })
    void nothing_else_is_a_set(String garbage) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceKeys.ofJwks(garbage.getBytes(UTF_8)));
    }

    @Test
    void facts_of_the_old_key_and_of_the_new_one_are_both_verified() throws IOException {
        publish(NEWER, NEWSLETTER);
        var keys = ServiceKeyFolder.ofFacts(folder);

        assertThat(verdict(keys, Signed.withdrawal())).isInstanceOf(Genuine.class);
        assertThat(verdict(keys, NEWER.toRecord("nachweis.newsletter", "s7kd", WITHDRAWN)))
                .isInstanceOf(Genuine.class);
        assertThat(keys.all()).containsExactly(NEWER.publicKey(), NEWSLETTER.publicKey());
    }

    @Test
    void a_file_speaks_for_its_service_alone() throws IOException {
        publish(NEWSLETTER);

        assertThat(ServiceKeyFolder.ofFacts(folder).all())
                .extracting(ServiceKey::source)
                .containsExactly("/newsletter");
        assertThat(verdict(ServiceKeyFolder.ofFacts(folder), Signed.order())).isInstanceOf(Unverified.class);
    }

    @Test
    void a_file_that_holds_no_keys_is_refused() throws IOException {
        Files.writeString(folder.resolve("newsletter-facts.pub"), "none");

        assertThatIllegalStateException()
                .isThrownBy(() -> ServiceKeyFolder.ofFacts(folder).all());
    }

    private void publish(FactSigner... signers) throws IOException {
        Files.write(
                folder.resolve("newsletter-facts.pub"),
                Arrays.stream(signers)
                        .map(signer ->
                                Base64.getUrlDecoder().decode(signer.publicKey().x()))
                        .map(Base64.getEncoder()::encodeToString)
                        .toList());
    }
}
