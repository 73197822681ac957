package io.nachweis.starter;

import io.nachweis.mtls.MutualTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

/** Starts a service under its own name, so that several live in one JVM without meeting. */
public final class NachweisService {

    private static final Logger log = LoggerFactory.getLogger(NachweisService.class);

    private static final String DEFAULTS = "nachweis-defaults.yml";

    private NachweisService() {}

    /** Reads {@code <name>.yml} and the shared defaults, and starts the service. */
    public static ConfigurableApplicationContext run(Class<?> application, String name, String... args) {
        return builder(application, name).run(args);
    }

    /** The same, for who adds beans of its own first. */
    public static SpringApplicationBuilder builder(Class<?> application, String name) {
        // Axon reads this before there is a context; nothing here may phone home.
        System.setProperty("axoniq.update-checker.disabled", "true");
        return new Patient(application)
                .main(application)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .initializers(MutualTls.ofService())
                .properties(defaults(name));
    }

    /** What every service has unless its own file, the environment or an argument says otherwise. */
    static Map<String, Object> defaults(String name) {
        var defaults = new LinkedHashMap<String, Object>();
        try {
            new YamlPropertySourceLoader()
                    .load(DEFAULTS, new ClassPathResource(DEFAULTS)).stream()
                            .map(EnumerablePropertySource.class::cast)
                            .forEach(yaml -> {
                                for (String key : yaml.getPropertyNames()) {
                                    defaults.put(key, Objects.requireNonNull(yaml.getProperty(key)));
                                }
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        defaults.put("spring.config.name", name);
        defaults.put("nachweis.service", name);
        return defaults;
    }

    /** Begins again when the database was too busy for a start, as on a machine where everything starts at once. */
    private static final class Patient extends SpringApplicationBuilder {

        private static final int MOST_STARTS = 5;

        Patient(Class<?> application) {
            super(application);
        }

        @Override
        public ConfigurableApplicationContext run(String... args) {
            for (int start = 1; ; start++) {
                try {
                    return build(args).run(args);
                } catch (RuntimeException e) {
                    if (!Mongo.isAway(e) || start == MOST_STARTS) {
                        throw e;
                    }
                    log.warn("MongoDB did not answer in time; starting again");
                }
            }
        }
    }
}
