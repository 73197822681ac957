package io.nachweis.newsletter.audience;

import java.util.Collection;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** Which audiences an application may see. */
@Component
public class AudienceReaders {

    /** Those of the purposes that its token carries. */
    public boolean serves(Jwt application, String purpose) {
        return application.getClaim("purposes") instanceof Collection<?> served && served.contains(purpose);
    }
}
