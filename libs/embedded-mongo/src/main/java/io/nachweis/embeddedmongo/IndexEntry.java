package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One combination of a document's values of the indexed fields: one per element where a field is an array. */
record IndexEntry(List<@Nullable Object> values, Bytes bytes, boolean isOfArray) {

    static List<IndexEntry> of(Document document, List<IndexKey> keys) {
        List<@Nullable Object> values = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        int elements = 0;
        for (IndexKey key : keys) {
            Object value = value(document, key.getKey());
            if (value instanceof Collection<?> array) {
                arrays.add(key.getKey());
                elements = Math.max(elements, array.size());
            }
            values.add(value instanceof Missing ? null : value);
        }
        if (arrays.isEmpty()) {
            return List.of(of(values, keys, false));
        }
        if (arrays.stream().map(Utils::firstFragment).distinct().count() > 1) {
            throw new CannotIndexParallelArraysError(arrays);
        }
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < Math.max(elements, 1); i++) {
            entries.add(of(element(values, i), keys, true));
        }
        return entries.stream().distinct().toList();
    }

    /** The library takes a path apart by a regular expression, which most of what is indexed has no need of. */
    private static Object value(Document document, String path) {
        int dot = path.indexOf('.');
        String field = dot < 0 ? path : path.substring(0, dot);
        return dot < 0 || !document.containsKey(field)
                ? document.getOrMissing(field)
                : Utils.getSubdocumentValueCollectionAware(document, path);
    }

    private static List<@Nullable Object> element(List<@Nullable Object> values, int index) {
        List<@Nullable Object> element = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof Collection<?> array) {
                Object one = array.stream().skip(index).findFirst().orElse(null);
                element.add(one instanceof Missing ? null : one);
            } else {
                element.add(value);
            }
        }
        return element;
    }

    private static IndexEntry of(List<@Nullable Object> values, List<IndexKey> keys, boolean ofArray) {
        Bytes bytes = Bytes.NONE;
        for (int i = 0; i < keys.size(); i++) {
            bytes = bytes.plus(bytes(keys.get(i), values.get(i)));
        }
        return new IndexEntry(values, bytes, ofArray);
    }

    /** The bytes of one field's value, so that they ascend in the direction of the index. */
    static Bytes bytes(IndexKey key, @Nullable Object value) {
        Bytes bytes = OrderedBytes.of(value);
        return key.isAscending() ? bytes : bytes.inverted();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IndexEntry entry && bytes.equals(entry.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }
}
