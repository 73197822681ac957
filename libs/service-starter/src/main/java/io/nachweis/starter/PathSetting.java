package io.nachweis.starter;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;

/** A path in a setting begins where the process was started; Spring would begin in the web server's folder. */
@ConfigurationPropertiesBinding
final class PathSetting implements Converter<String, Path> {

    @Override
    public Path convert(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }
}
