package io.nachweis.starter.web;

import io.nachweis.contracts.PlatformProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller method the address that the gateway signed. */
final class ClientAddressResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(ClientAddress.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer mavContainer,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        var client = request.getAttribute(RequestFilter.CLIENT, RequestAttributes.SCOPE_REQUEST);
        if (client == null) {
            throw PlatformProblem.GATEWAY_REQUIRED.refusal();
        }
        return client;
    }
}
