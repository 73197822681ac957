package io.nachweis.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event record as personal data of a category of the controller's policy. The component is a
 * {@link Personal} or the {@link SubjectId} of the person; its value is sealed under the key of that person and
 * category, and ends with the category's retention rule (Art. 5(1)(e) GDPR). On an interface it holds for every such
 * component of the records that implement it, unless the component has one of its own.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface DataCategory {

    /** The category's id in the policy; none where {@link #byComponent} is given. */
    String value() default "";

    /** The component that holds the category's id, where each event says whose category it is of. */
    String byComponent() default "";

    /** The component that names the case when each case has a key of its own, as each sign-up has; none by default. */
    String perCase() default "";

    /** The component that holds the person's {@link SubjectId}. */
    String subject() default "subject";

    /**
     * Whether the event only adds to what began before, and so never makes a key: where none is left its person was
     * forgotten meanwhile, and the value is erased as it is written.
     */
    boolean existingKey() default false;

    /**
     * Whether the event begins its case, so that the case has no key yet: one is made, and none is looked for. Then sealing
     * takes the same for a person who is known and for one who is not.
     */
    boolean newKey() default false;
}
