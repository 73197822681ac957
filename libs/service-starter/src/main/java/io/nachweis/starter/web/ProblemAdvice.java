package io.nachweis.starter.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** The one place where a failure becomes an answer. A service that shows pages has an advice of its own before it. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemBody> answer(Throwable failure, HttpServletRequest request, HttpServletResponse response)
            throws Throwable {
        if (failure instanceof AsyncRequestNotUsableException) {
            return null; // The caller has gone.
        }
        var refused = ProblemResponse.because(failure);
        if (refused.isOurFault()) {
            log.error("A request failed", MessageFreeFailure.of(failure));
        }
        if (response.isCommitted()) {
            // Too late to say anything: the caller must see a broken answer, not a complete one.
            throw failure;
        }
        return ResponseEntity.status(refused.problem().status())
                .headers(refused.headers())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemBody.of(refused.problem(), refused.fields(), request));
    }
}
