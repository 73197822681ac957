package io.nachweis.gateway;

import io.nachweis.contracts.ProblemFormat;
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
        var problem = ProblemDocument.ofStatus(answer.statusCode().value());
        return ServerResponse.status(answer.statusCode())
                .headers(headers -> answer.headers()
                        .getOrEmpty(HttpHeaders.ALLOW)
                        .forEach(allowed -> headers.add(HttpHeaders.ALLOW, allowed)))
                .build((servletRequest, response) -> {
                    ProblemDocument.answer(problem, servletRequest, response);
                    return null;
                });
    }
}
