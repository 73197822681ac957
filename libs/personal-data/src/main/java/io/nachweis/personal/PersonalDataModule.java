package io.nachweis.personal;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.TypeFactory;

/**
 * How personal data looks as JSON: a {@link Personal} as its value, a {@link SubjectId} and an {@link EmailAddress} as
 * text, and what is erased as {@code {"$erased": true}}. Text that cannot be read is not repeated in the message.
 */
public final class PersonalDataModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public PersonalDataModule() {
        super("nachweis-personal-data");
        addSerializer(EmailAddress.class, new AddressWriter());
        addDeserializer(EmailAddress.class, new AddressReader());
        addSerializer(SubjectId.class, new SubjectWriter());
        addDeserializer(SubjectId.class, new SubjectReader());
        addSerializer(Personal.class, new PersonalWriter());
        addDeserializer(Personal.class, new PersonalReader(TypeFactory.unknownType()));
    }

    private static final class AddressWriter extends ValueSerializer<EmailAddress> {
        @Override
        public void serialize(EmailAddress address, JsonGenerator json, SerializationContext context) {
            json.writeString(address.value());
        }
    }

    private static final class AddressReader extends ValueDeserializer<EmailAddress> {
        @Override
        public EmailAddress deserialize(JsonParser json, DeserializationContext context) {
            JsonNode node = context.readTree(json);
            try {
                return EmailAddress.of(node.asString(""));
            } catch (IllegalArgumentException e) {
                throw unreadable(json, EmailAddress.class, e);
            }
        }
    }

    private static final class SubjectWriter extends ValueSerializer<SubjectId> {
        @Override
        public void serialize(SubjectId subject, JsonGenerator json, SerializationContext context) {
            if (subject.isErased()) {
                writeErased(json);
            } else {
                json.writeString(subject.value());
            }
        }
    }

    private static final class SubjectReader extends ValueDeserializer<SubjectId> {
        @Override
        public SubjectId deserialize(JsonParser json, DeserializationContext context) {
            JsonNode node = context.readTree(json);
            try {
                return ErasedMarker.is(node) ? SubjectId.ERASED : SubjectId.of(node.asString(""));
            } catch (IllegalArgumentException e) {
                throw unreadable(json, SubjectId.class, e);
            }
        }
    }

    @SuppressWarnings("rawtypes") // Jackson registers by class, and the class of a generic type is raw.
    private static final class PersonalWriter extends ValueSerializer<Personal> {
        @Override
        public void serialize(Personal personal, JsonGenerator json, SerializationContext context) {
            switch (personal) {
                case Personal.Known<?>(var value) -> context.writeValue(json, value);
                case Personal.Erased<?> _ -> writeErased(json);
            }
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class PersonalReader extends ValueDeserializer<Personal> {

        private final JavaType valueType;

        PersonalReader(JavaType valueType) {
            this.valueType = valueType;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            return new PersonalReader(context.getContextualType().containedTypeOrUnknown(0));
        }

        @Override
        public Personal deserialize(JsonParser json, DeserializationContext context) {
            JsonNode node = context.readTree(json);
            return ErasedMarker.is(node)
                    ? new Personal.Erased<>()
                    : Personal.of(context.<Object>readTreeAsValue(node, valueType));
        }
    }

    private static void writeErased(JsonGenerator json) {
        json.writeStartObject();
        json.writeBooleanProperty(ErasedMarker.NAME, true);
        json.writeEndObject();
    }

    private static MismatchedInputException unreadable(JsonParser json, Class<?> type, IllegalArgumentException why) {
        return MismatchedInputException.from(json, type, String.valueOf(why.getMessage()));
    }
}
