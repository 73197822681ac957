package io.nachweis.starter.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's error report valve with problem documents: answers what is not HTTP at all, and so ends in the server before
 * any filter, in the same words as everything else.
 */
final class ProblemReportValve extends ErrorReportValve {

    private final ProblemWriter problems;

    ProblemReportValve(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            problems.write(ProblemResponse.outsideControllers(status), request, response);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("A problem found nobody who listens", e);
        }
    }
}
