package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.verifier.Json.JsonArray;
import io.nachweis.verifier.Json.JsonBoolean;
import io.nachweis.verifier.Json.JsonInteger;
import io.nachweis.verifier.Json.JsonNull;
import io.nachweis.verifier.Json.JsonObject;
import io.nachweis.verifier.Json.JsonString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON strictly: what two readers might read in two ways is read in none. So is more than fits in memory. */
final class JsonReader {

    static final int MAX_DEPTH = 64;
    static final int MAX_VALUES = 2_000_000;

    private static final long LARGEST_INTEGER = (1L << 53) - 1;

    /** The depth is watched here, and a number of more digits is too large in any case. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(100)
                    .build())
            .build();

    private int values;

    Json read(byte[] utf8) throws UnreadableEvidence {
        try {
            return read(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException _) {
            throw new UnreadableEvidence(Violation.NOT_UTF_8);
        }
    }

    Json read(String text) throws UnreadableEvidence {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Json value = value(parser, parser.nextToken(), 0);
            if (parser.nextToken() != null) {
                throw new UnreadableEvidence(Violation.NOT_JSON);
            }
            return value;
        } catch (StreamConstraintsException _) {
            throw new UnreadableEvidence(Violation.NOT_I_JSON);
        } catch (JacksonException _) {
            throw new UnreadableEvidence(Violation.NOT_JSON);
        }
    }

    private Json value(JsonParser parser, @Nullable JsonToken token, int depth) throws UnreadableEvidence {
        if (++values > MAX_VALUES) {
            throw new UnreadableEvidence(Violation.TOO_MANY_VALUES);
        }
        return switch (token) {
            case START_OBJECT -> object(parser, deeper(depth));
            case START_ARRAY -> array(parser, deeper(depth));
            case VALUE_STRING -> new JsonString(unicode(parser.getString()));
            case VALUE_NUMBER_INT -> integer(parser.getString());
            case VALUE_NUMBER_FLOAT -> throw new UnreadableEvidence(Violation.NOT_I_JSON);
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> new JsonNull();
            case null, default -> throw new UnreadableEvidence(Violation.NOT_JSON);
        };
    }

    private static int deeper(int depth) throws UnreadableEvidence {
        if (depth == MAX_DEPTH) {
            throw new UnreadableEvidence(Violation.NESTED_TOO_DEEPLY);
        }
        return depth + 1;
    }

    private Json object(JsonParser parser, int depth) throws UnreadableEvidence {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = unicode(parser.currentName());
            if (members.containsKey(name)) {
                throw new UnreadableEvidence(Violation.DUPLICATE_NAME);
            }
            members.put(name, value(parser, parser.nextToken(), depth));
        }
        return new JsonObject(Collections.unmodifiableMap(members));
    }

    private Json array(JsonParser parser, int depth) throws UnreadableEvidence {
        List<Json> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token, depth));
        }
        return new JsonArray(elements);
    }

    private static String unicode(String text) throws UnreadableEvidence {
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw new UnreadableEvidence(Violation.NOT_I_JSON);
        }
        return text;
    }

    private static Json integer(String digits) throws UnreadableEvidence {
        try {
            long value = Long.parseLong(digits);
            if (value >= -LARGEST_INTEGER && value <= LARGEST_INTEGER) {
                return new JsonInteger(value);
            }
        } catch (NumberFormatException _) {
            // refused below: larger still
        }
        throw new UnreadableEvidence(Violation.NOT_I_JSON);
    }
}
