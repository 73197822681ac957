package io.nachweis.platform;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/** What the databases hold of a person, read without the services; and whether any bytes of it are in a folder. */
public final class Traces {

    public static final List<String> SERVICES = List.of("newsletter", "consent", "lead", "rights");

    /** Base64 encodes so many bytes at once, so a word looks differently by where it begins. */
    private static final int GROUP = 3;

    private Traces() {}

    /**
     * Every key of the person as it is wrapped, and everything that it sealed, by name: first the service and the scope,
     * such as {@code lead enquiries/<case>}.
     */
    public static Map<String, byte[]> of(String subject, PlatformUnderTest platform) {
        Map<String, byte[]> traces = new LinkedHashMap<>();
        try (MongoClient client = MongoClients.create(platform.database())) {
            for (String service : SERVICES) {
                Map<String, String> scopes = new HashMap<>();
                for (Document key : keys(service, client).find(about(subject))) {
                    String scope = service + " " + scope(key.getString("_id"));
                    scopes.put(key.getString("kid"), scope);
                    traces.put(
                            scope + ", key " + traces.size(),
                            key.get("wrapped", Binary.class).getData());
                }
                for (Document commit : client.getDatabase("nachweis_" + service)
                        .getCollection("log")
                        .find(Filters.in("sealed.key", scopes.keySet()))) {
                    for (Document sealed : commit.getList("sealed", Document.class)) {
                        String scope = scopes.get(sealed.getString("key"));
                        if (scope != null) {
                            traces.put(
                                    scope + ", box " + traces.size(),
                                    sealed.get("box", Binary.class).getData());
                        }
                    }
                }
            }
        }
        return traces;
    }

    /** The person's scopes that a key still exists in. */
    public static Set<String> scopes(String subject, PlatformUnderTest platform) {
        Set<String> scopes = new TreeSet<>();
        try (MongoClient client = MongoClients.create(platform.database())) {
            for (String service : SERVICES) {
                for (Document key : keys(service, client).find(about(subject))) {
                    scopes.add(service + " " + scope(key.getString("_id")));
                }
            }
        }
        return scopes;
    }

    /** Whether an erasure that was begun anywhere is not completed yet. */
    public static boolean areBeingErased(PlatformUnderTest platform) {
        try (MongoClient client = MongoClients.create(platform.database())) {
            return SERVICES.stream()
                    .anyMatch(service -> keys(service, client).countDocuments(Filters.eq("retired", true)) > 0);
        }
    }

    /** Words as they stand in plain text, and in Base64 at whatever place. */
    public static Map<String, byte[]> ofWords(Iterable<String> words) {
        Map<String, byte[]> traces = new LinkedHashMap<>();
        for (String word : words) {
            byte[] plain = word.getBytes(StandardCharsets.UTF_8);
            traces.put(word, plain);
            for (int shift = 0; shift < GROUP; shift++) {
                byte[] whole = Arrays.copyOfRange(plain, shift, plain.length - (plain.length - shift) % GROUP);
                traces.put(
                        word + " in Base64, from " + shift, Base64.getEncoder().encode(whole));
            }
        }
        return traces;
    }

    /** What is found of these and where, in any file; one that goes away meanwhile has nothing any more. */
    public static List<String> foundIn(Path folder, Map<String, byte[]> traces) throws IOException {
        Map<Integer, Set<String>> byStart = new HashMap<>();
        traces.forEach((name, bytes) ->
                byStart.computeIfAbsent(start(bytes), _ -> new TreeSet<>()).add(name));
        List<String> found = new ArrayList<>();
        for (Path file : filesIn(folder)) {
            Set<String> here = new TreeSet<>();
            byte[] content = contentOf(file);
            int window = 0;
            for (int i = 0; i < content.length; i++) {
                window = (window << Byte.SIZE) | (content[i] & 0xFF);
                int from = i + 1 - Integer.BYTES;
                for (String name : byStart.getOrDefault(window, Set.of())) {
                    if (from >= 0 && stands(traces.getOrDefault(name, new byte[0]), content, from)) {
                        here.add(name);
                    }
                }
            }
            here.forEach(name -> found.add(name + " in " + folder.relativize(file)));
        }
        return found;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
                if (gone instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw gone;
            }
        });
        return files;
    }

    private static byte[] contentOf(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
    }

    private static int start(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }

    private static boolean stands(byte[] bytes, byte[] content, int from) {
        int to = from + bytes.length;
        return to <= content.length && Arrays.equals(bytes, 0, bytes.length, content, from, to);
    }

    public static MongoCollection<Document> keys(String service, MongoClient client) {
        return client.getDatabase("nachweis_" + service + "_keys").getCollection("keys");
    }

    /** Ids of keys begin with the pseudonym. */
    private static Bson about(String subject) {
        return Filters.and(Filters.gte("_id", subject + "/"), Filters.lt("_id", subject + "0"));
    }

    /** Of the id of a key: category and case, between the pseudonym and the number of the key. */
    public static String scope(String id) {
        return id.substring(id.indexOf('/') + 1, id.lastIndexOf('/'));
    }
}
