package io.nachweis.starter.web;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** The issuer's public keys, read anew at each call where its discovery document says they are. */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final int CONNECT_MILLIS = 500;
    private static final int READ_MILLIS = 2_000;
    private static final int MOST_BYTES = 256 * 1024;

    private final DefaultResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
    private final String issuer;
    private final CircuitBreaker breaker;
    private volatile boolean wereRead;

    IssuerKeys(URI issuer, CircuitBreaker breaker) {
        this.issuer = issuer.toString();
        this.breaker = breaker;
    }

    /** Whether there are any that a token could have been signed with. */
    boolean wereRead() {
        return wereRead;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = breaker.executeCallable(this::read);
            wereRead = true;
            return keys;
        } catch (Exception e) {
            throw new JWKSetUnavailableException("The keys of the issuer cannot be read", e);
        }
    }

    private JWKSet read() throws IOException, ParseException {
        String discovery = http.retrieveResource(
                        URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration")
                                .toURL())
                .getContent();
        var says = JSONObjectUtils.parse(discovery);
        if (!issuer.equals(JSONObjectUtils.getString(says, "issuer"))) {
            throw new IOException("Another issuer answers");
        }
        URI keys = JSONObjectUtils.getURI(says, "jwks_uri");
        if (keys == null) {
            throw new IOException("The issuer names no keys");
        }
        return JWKSet.parse(http.retrieveResource(keys.toURL()).getContent());
    }

    @Override
    public void close() {}
}
