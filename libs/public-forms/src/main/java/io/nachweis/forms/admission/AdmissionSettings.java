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
 * @param publicAnswerStep answers that could tell something by their time leave at multiples of it; zero for at once
 */
@ConfigurationProperties("nachweis")
record AdmissionSettings(
        @Nullable Path disposableDomains,
        @DefaultValue("10ms") Duration publicAnswerStep) {}
