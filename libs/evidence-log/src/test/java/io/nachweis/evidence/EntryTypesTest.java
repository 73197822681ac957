package io.nachweis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.event.EntryType;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;

class EntryTypesTest {

    sealed interface Weather {}

    sealed interface Wet extends Weather {}

    @EntryType("rain.fell.v1")
    record RainFell(int millimetres) implements Wet {}

    @EntryType("snow.fell.v2")
    record SnowFell(int millimetres) implements Wet {}

    @EntryType("sun.shone.v1")
    record SunShone() implements Weather {}

    record Nameless() {}

    @EntryType("RainFell")
    record Misnamed() {}

    @EntryType("rain.fell.v1")
    record AlsoRain() {}

    interface Open {}

    private final PublishedTypeSerializer serializer =
            PublishedTypeSerializer.of(EntryTypes.of(Weather.class, RainFell.class));

    @Test
    void are_found_at_any_depth_of_a_sealed_interface() {
        for (Class<?> type : new Class<?>[] {RainFell.class, SnowFell.class, SunShone.class}) {
            String name = serializer.typeForClass(type).getName();
            assertThat(name).isEqualTo(type.getAnnotation(EntryType.class).value());
            assertThat(serializer.classForType(serializer.typeForClass(type))).isEqualTo(type);
        }
    }

    @Test
    void are_refused_when_they_would_not_say_what_they_are() {
        assertThatThrownBy(() -> EntryTypes.of(Nameless.class)).hasMessageContaining("no @EntryType");
        assertThatThrownBy(() -> EntryTypes.of(Misnamed.class)).hasMessageContaining("not a name like");
        assertThatThrownBy(() -> EntryTypes.of(Weather.class, AlsoRain.class)).hasMessageContaining("names both");
        assertThatThrownBy(() -> EntryTypes.of(Open.class)).hasMessageContaining("not sealed");
        assertThatThrownBy(() -> serializer.typeForClass(AlsoRain.class))
                .hasMessageContaining("not among the entry types");
    }

    @Test
    void leave_the_names_of_axons_own_classes() {
        SerializedObject<String> token = serializer.serialize(new GlobalSequenceTrackingToken(41), String.class);

        assertThat(token.getType().getName()).isEqualTo(GlobalSequenceTrackingToken.class.getName());
        assertThat(serializer.<String, TrackingToken>deserialize(token)).isEqualTo(new GlobalSequenceTrackingToken(41));
    }
}
