package io.nachweis.forms.admission;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an installation decides about public forms, beside its policies.
 *
 * @param disposableDomains a file with one domain a line, needed where a policy refuses disposable addresses
 * @param admissionDelay a form is admitted at any moment within this after its answer, by chance; zero for at once
 */
@ConfigurationProperties("nachweis")
public record AdmissionSettings(
        @Nullable Path disposableDomains,
        @DefaultValue("1s") Duration admissionDelay) {

    public AdmissionSettings {
        if (admissionDelay.isNegative() || admissionDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("nachweis.admission-delay must be between zero and five seconds");
        }
    }

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
}
