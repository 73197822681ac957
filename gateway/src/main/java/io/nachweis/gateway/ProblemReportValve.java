package io.nachweis.gateway;

import io.nachweis.limits.Connection;
import io.nachweis.limits.Connection.Cut;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's error report valve with problem documents: answers what ended in the server itself, before or outside the
 * filters, in the same words as everything else.
 */
final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            // The server takes a client that was cut off for one that has gone by itself.
            int said = Connection.current().cut().map(Cut::status).orElse(status);
            ProblemDocument.write(ProblemDocument.ofStatus(said), request, response);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("A problem found nobody who listens", e);
        }
    }
}
