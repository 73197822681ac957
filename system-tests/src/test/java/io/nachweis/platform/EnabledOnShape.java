package io.nachweis.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Enables a story on some shapes of the platform only, and says why. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(EnabledOnShape.Condition.class)
public @interface EnabledOnShape {

    Shape[] value();

    String because();

    /** Skips it where it would be told of another. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), EnabledOnShape.class)
                    .filter(told -> !List.of(told.value()).contains(Shape.OF_THIS_RUN))
                    .map(told -> ConditionEvaluationResult.disabled(told.because()))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("told of every shape"));
        }
    }
}
