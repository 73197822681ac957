package io.nachweis.evidence;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonModule;

/** Axon's Jackson 3 serializer, with events under their published names. */
public final class PublishedTypeSerializer extends Jackson3Serializer {

    private final EntryTypes types;

    private PublishedTypeSerializer(EntryTypes types, JacksonModule... modules) {
        super(builder().jsonMapperBuilderCustomizer(json -> EntryJson.configure(json, modules)));
        this.types = types;
    }

    /** Modules are given and never looked up: the bytes of an entry must not depend on what is on the class path. */
    public static PublishedTypeSerializer of(EntryTypes types, JacksonModule... modules) {
        return new PublishedTypeSerializer(types, modules);
    }

    @Override
    @SuppressWarnings("rawtypes") // Axon's signature.
    public SerializedType typeForClass(@Nullable Class type) {
        if (type == null) {
            return SerializedType.emptyType();
        }
        Class<?> known = type;
        return types.nameOf(known)
                .<SerializedType>map(name -> new SimpleSerializedType(name, null))
                .orElseGet(() -> super.typeForClass(type));
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return types.classOf(type.getName()).orElseGet(() -> {
            Class<?> other = super.classForType(type);
            if (other == UnknownSerializedType.class) {
                throw new UnknownEntryType(type.getName());
            }
            return other;
        });
    }
}
