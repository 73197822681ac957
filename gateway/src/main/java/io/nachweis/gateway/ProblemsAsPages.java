package io.nachweis.gateway;

import io.nachweis.contracts.ProblemFormat;
import java.util.List;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Tells the problem of a service to people in a page. */
final class ProblemsAsPages implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final List<String> KEPT =
            List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE);

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        ServerResponse answer = next.handle(request);
        if (!MediaType.APPLICATION_PROBLEM_JSON.equalsTypeAndSubtype(
                        answer.headers().getContentType())
                || ProblemDocument.format(request.servletRequest()) == ProblemFormat.JSON) {
            return answer;
        }
        ClientHttpResponse unread = MvcUtils.getAttribute(request, MvcUtils.CLIENT_RESPONSE_ATTR);
        if (unread != null) {
            unread.close();
        }
        return ServerResponse.status(answer.statusCode())
                .headers(headers -> KEPT.forEach(
                        name -> answer.headers().getOrEmpty(name).forEach(value -> headers.add(name, value))))
                .build((servletRequest, response) -> {
                    ProblemDocument.show(answer.statusCode().value(), servletRequest, response);
                    return null;
                });
    }
}
