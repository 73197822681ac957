package io.nachweis.starter.web;

import io.nachweis.contracts.ContentDigest;
import io.nachweis.limits.Connection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.buf.ByteChunk;
import org.springframework.util.unit.DataSize;

/**
 * Notes where a request came from, if the gateway passed exactly this one on, its body included. It is a valve, because a
 * body that was looked at here has to be there once more for the server's own reading of forms.
 */
final class GatewayValve extends ValveBase {

    private final GatewaySignature signature;
    private final int most;

    /** @param most the largest body that the gateway signs */
    GatewayValve(GatewaySignature signature, DataSize most) {
        super(true);
        this.signature = signature;
        this.most = Math.toIntExact(most.toBytes());
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String digest = request.getHeader(ContentDigest.HEADER);
        var client = signature.read(
                request.getHeader(GatewaySignature.HEADER), request.getMethod(), target(request), digest);
        if (client.isPresent()) {
            Connection.current().isKnown();
            request.setAttribute(RequestFilter.REQUEST_ID, client.get().requestId());
            if (digest != null && request.getContentLengthLong() <= most) {
                byte[] body = request.createInputStream().readNBytes(most + 1);
                if (body.length > most) {
                    response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                    return;
                }
                readAgain(request, body);
                if (ContentDigest.of(body).equals(digest)) {
                    request.setAttribute(RequestFilter.CLIENT, client.get());
                }
            }
        }
        getNext().invoke(request, response);
    }

    private static void readAgain(Request request, byte[] body) {
        if (body.length > 0) {
            var again = new ByteChunk();
            again.setBytes(body, 0, body.length);
            request.getCoyoteRequest().action(ActionCode.REQ_SET_BODY_REPLAY, again);
        }
    }

    private static String target(Request request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : '?' + query);
    }
}
