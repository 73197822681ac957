package io.nachweis.starter.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller method the request as one that may be repeated. */
final class RepeatableResolver implements HandlerMethodArgumentResolver {

    private static final Repeatable WITHOUT_KEY = (_, action) -> action.run();

    private final Requests requests;
    private final Fingerprints fingerprints;

    RepeatableResolver(Requests requests, Fingerprints fingerprints) {
        this.requests = requests;
        this.fingerprints = fingerprints;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Repeatable.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer mavContainer,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binderFactory) {
        if (!(webRequest.getNativeRequest() instanceof HttpServletRequest request)) {
            throw new IllegalStateException("This is no HTTP");
        }
        List<String> headers = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
        if (headers.isEmpty()) {
            return WITHOUT_KEY;
        }
        if (headers.size() > 1) {
            throw IdempotencyProblem.IDEMPOTENCY_KEY_INVALID.about(IdempotencyKey.HEADER);
        }
        var caller = request.getUserPrincipal();
        return new KeyedRequest(
                new Fingerprints.Request(
                        caller == null ? "" : caller.getName(),
                        request.getMethod(),
                        request.getRequestURI(),
                        IdempotencyKey.of(headers.getFirst())),
                requests,
                fingerprints);
    }
}
