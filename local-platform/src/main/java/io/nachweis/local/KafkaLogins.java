package io.nachweis.local;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/** Who may speak to a broker, each with a password of its own (SCRAM-SHA-512, RFC 5802 and RFC 7677). */
record KafkaLogins(Map<String, String> passwords) {

    static final String BROKER = "broker";
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final int ITERATIONS = 4_096;
    private static final String SECURITY = "org.apache.kafka.common.security.";

    /** For these services, and for the broker to speak to itself. */
    static KafkaLogins of(PlatformSecrets secrets, List<String> services) {
        var passwords = new TreeMap<String, String>();
        for (String service : services) {
            passwords.put(service, password(secrets, service));
        }
        passwords.put(BROKER, password(secrets, BROKER));
        return new KafkaLogins(passwords);
    }

    /** Digits only, as it stands in quotes and in lists. */
    private static String password(PlatformSecrets secrets, String user) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(secrets.ensureKey("kafka-" + user)));
    }

    /** As Kafka's storage is formatted with them. */
    List<String> credentials() {
        return passwords.entrySet().stream()
                .map(login -> MECHANISM + "=[name=" + login.getKey() + ",password=" + login.getValue() + "]")
                .toList();
    }

    /** As a running broker takes them. */
    List<UserScramCredentialAlteration> alterations() {
        var made = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        return passwords.entrySet().stream()
                .<UserScramCredentialAlteration>map(
                        login -> new UserScramCredentialUpsertion(login.getKey(), made, login.getValue()))
                .toList();
    }

    /** What a client of this name needs to come in. */
    Map<String, String> client(String user) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                login("scram.ScramLoginModule", user));
    }

    /**
     * Of a broker that lets nobody else in, and them do no more than they are allowed to. Its controller, which has no list
     * of users yet when it starts, knows one.
     */
    Map<String, String> broker() {
        return Map.of(
                "authorizer.class.name",
                StandardAuthorizer.class.getName(),
                "super.users",
                "User:" + BROKER,
                "listener.security.protocol.map",
                "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT",
                "listener.name.client.sasl.enabled.mechanisms",
                MECHANISM,
                "listener.name.client.scram-sha-512.sasl.jaas.config",
                login("scram.ScramLoginModule", BROKER),
                "sasl.mechanism.inter.broker.protocol",
                MECHANISM,
                "listener.name.controller.sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.controller.plain.sasl.jaas.config",
                login("plain.PlainLoginModule", BROKER).replace(";", " user_" + BROKER + "=\"" + of(BROKER) + "\";"),
                "sasl.mechanism.controller.protocol",
                "PLAIN");
    }

    private String login(String module, String user) {
        return SECURITY + module + " required username=\"" + user + "\" password=\"" + of(user) + "\";";
    }

    private String of(String user) {
        return Objects.requireNonNull(passwords.get(user), user);
    }

    /** Never the passwords. */
    @Override
    public String toString() {
        return passwords.keySet().toString();
    }
}
