package io.nachweis.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.Await;
import io.nachweis.platform.Contracts;
import io.nachweis.platform.Contracts.Operation;
import io.nachweis.platform.Deployment;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person who fills in every field there is, each with a value like no other, so that it can be found wherever it went.
 * Which fields there are, the forms and the documents of the calls say.
 */
public final class Planted {

    /** What we hand out ourselves, and the UUID or SHA-256 that a deletion run elsewhere, or a file, is called by. */
    private static final Set<String> NOBODYS = Set.of("formToken", "subject", "reference", "sha256");

    private static final char[] LETTERS = "bcdfghjklmnpqrstvwxz".toCharArray();

    private static final JsonNode POLICY = Deployment.policy("idm");

    private final PlatformUnderTest platform;
    private final Person person;
    private final DeskClient desk;
    private final String ip;

    /** By category of the policy. */
    private final Map<String, List<String>> values = new TreeMap<>();

    private final Set<String> dropped = new TreeSet<>();
    private final Set<String> members = new TreeSet<>();

    public Planted(String name, PlatformUnderTest platform, DeskClient desk) {
        this.platform = platform;
        this.desk = desk;
        this.person = Person.named(name + word(), platform);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.ip = "198.18.%d.%d".formatted(random.nextInt(100, 256), random.nextInt(100, 255));
    }

    /** The call that takes a form. */
    private static String taker(JsonNode definition) {
        return Contracts.operations().stream()
                .filter(operation -> operation.method().equals("post"))
                .filter(operation -> operation
                        .path()
                        .replace("{controller}", "idm")
                        .equals(definition.path("action").asString()))
                .map(Planted::id)
                .findFirst()
                .orElseThrow();
    }

    public static Iterable<String> forms() {
        return POLICY.path("forms").propertyNames();
    }

    /** What people call a category. */
    public static String name(String category) {
        return POLICY.path("categories").path(category).path("name").path("en").asString();
    }

    /** Whether the policy keeps a category when its person is erased, who is a customer. */
    public static boolean isKept(String category) {
        return POLICY.path("categories").path(ruleFor(category)).has("keepOnErasure");
    }

    /** The category whose rule counts for a category of a customer. */
    public static String ruleFor(String category) {
        return POLICY.path("categories").path(category).at("/moves/0/to").asString(category);
    }

    public Person person() {
        return person;
    }

    String ip() {
        return ip;
    }

    /** What was filled in under categories that the policy keeps, or does not. */
    public List<String> values(boolean kept) {
        return values.entrySet().stream()
                .filter(category -> isKept(category.getKey()) == kept)
                .flatMap(category -> category.getValue().stream())
                .toList();
    }

    /** What was filled in, and the addresses it came from: everything that may be on record, and nowhere in plain. */
    public List<String> all() {
        return Stream.of(values(true), values(false), List.of(person.email(), ip))
                .flatMap(Collection::stream)
                .toList();
    }

    /** What nobody asked for, and so nobody may have kept. */
    public Set<String> dropped() {
        return Set.copyOf(dropped);
    }

    /** Every call with every member that was filled in so far. */
    public Set<String> members() {
        return Set.copyOf(members);
    }

    /** Every member of every call in which anything at all can be written. */
    public static Set<String> members(Collection<Operation> operations) {
        Set<String> members = new TreeSet<>();
        for (Operation operation : operations) {
            Contracts.resolve(operation.part(), body(operation).path("schema"))
                    .path("properties")
                    .forEachEntry((name, member) -> {
                        boolean isFree = Contracts.resolve(operation.part(), member)
                                        .path("type")
                                        .asString("")
                                        .equals("string")
                                && !member.has("enum")
                                && !member.has("format");
                        if (isFree && !NOBODYS.contains(name)) {
                            members.add(id(operation) + " " + name);
                        }
                    });
        }
        return members;
    }

    /** @param besides what else the call needs to know */
    public void fillsIn(String form, Map<String, String> besides) {
        JsonNode definition = StoryHttpClient.get(platform.addresses().gateway() + "/api/v1/idm/forms/" + form)
                .json();
        JsonNode asked = POLICY.path("forms").path(form);
        ObjectNode filledIn = StoryHttpClient.JSON.createObjectNode();
        for (JsonNode field : definition.path("fields")) {
            String id = field.path("id").asString();
            String choice = field.at("/choices/0/value").asString("");
            String category = asked.path("fields")
                    .path(id)
                    .path("category")
                    .asString(asked.path("category").asString(""));
            filledIn.put(
                    id,
                    id.equals("email")
                            ? person.email()
                            : choice.isEmpty()
                                    ? value(
                                            category,
                                            form,
                                            id,
                                            field.path("maxLength").asInt())
                                    : choice);
        }
        if (!definition.path("wordings").isEmpty()) {
            var consents = filledIn.putArray("consents");
            definition.path("wordings").forEach(wording -> consents.add(wording.path("id")));
        }
        besides.forEach(filledIn::put);
        asksFor(taker(definition), filledIn);
    }

    /** Anybody's call, with everything in it that nobody asks for. */
    public void asksFor(String call, ObjectNode filledIn) {
        Operation operation = operation(call);
        ObjectNode body = complete(operation, filledIn);
        String[] headers = {
            "X-Forwarded-For",
            ip,
            "User-Agent",
            nobodyAskedFor("agent"),
            "Referer",
            "https://example.org/" + nobodyAskedFor("referer"),
            "Cookie",
            "visitor=" + nobodyAskedFor("cookie"),
            "Idempotency-Key",
            nobodyAskedFor("key")
        };
        // On a busy machine an answer may come too late for the gateway; asked again under the key it is the same
        // request.
        Answer answer = Await.until(
                call + " is answered",
                () -> StoryHttpClient.postJson(
                        platform.addresses().gateway() + operation.path().replace("{controller}", "idm"),
                        body,
                        headers),
                each -> each.status() != 503);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    /** The desk writes something down about this person. */
    public JsonNode isWrittenDown(String call, Map<String, String> place, Map<String, String> said, String... words) {
        Operation operation = operation(call);
        ObjectNode body = StoryHttpClient.JSON.createObjectNode();
        said.forEach(body::put);
        for (String word : words) {
            int longest = body(operation)
                    .at("/schema/properties/" + word + "/maxLength")
                    .asInt(200);
            body.put(word, value(categoryOf(operation), call, word, longest));
        }
        String path = operation.path();
        for (var part : place.entrySet()) {
            path = path.replace("{" + part.getKey() + "}", part.getValue());
        }
        Answer answer =
                desk.call(operation.method(), path.replace("/api/v1/{controller}", ""), complete(operation, body));
        assertThat(answer.status()).as(call + ": " + answer).isBetween(200, 201);
        return answer.json();
    }

    private static String categoryOf(Operation operation) {
        if (operation.path().contains("/relationships/")) {
            return "contract-contacts";
        }
        if (operation.path().endsWith("/holds")) {
            return "legal-holds";
        }
        return switch (operation.part()) {
            case "lead" -> "enquiries";
            case "rights" -> "rights-requests";
            default -> "consent-records";
        };
    }

    /** As the documents show it, with what was filled in, and with more. */
    private ObjectNode complete(Operation operation, ObjectNode filledIn) {
        ObjectNode complete = StoryHttpClient.JSON.createObjectNode();
        body(operation).path("example").forEachEntry(complete::set);
        if (complete.has("email")) {
            complete.put("email", person.email());
        }
        complete.put("locale", "en-x-" + nobodyAskedFor(""));
        complete.put("nickname", nobodyAskedFor("nickname"));
        filledIn.forEachEntry(complete::set);
        complete.propertyNames().forEach(member -> members.add(id(operation) + " " + member));
        return complete;
    }

    private String value(String category, String form, String field, int longest) {
        String value = form + "-" + field + "-" + word();
        String fitting = value.substring(Math.max(0, value.length() - longest));
        values.computeIfAbsent(category, _ -> new ArrayList<>()).add(fitting);
        return fitting;
    }

    private String nobodyAskedFor(String what) {
        String word = what + word();
        dropped.add(word);
        return word;
    }

    /** Too long to be met by chance in what is random anyway. */
    private static String word() {
        StringBuilder word = new StringBuilder();
        while (word.length() < 8) {
            word.append(LETTERS[ThreadLocalRandom.current().nextInt(LETTERS.length)]);
        }
        return word.toString();
    }

    private static Operation operation(String id) {
        return Contracts.operations().stream()
                .filter(operation -> id(operation).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String id(Operation operation) {
        return operation.definition().path("operationId").asString("");
    }

    private static JsonNode body(Operation operation) {
        return operation.definition().path("requestBody").path("content").path("application/json");
    }
}
