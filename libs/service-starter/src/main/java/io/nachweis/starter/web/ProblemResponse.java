package io.nachweis.starter.web;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Problem;
import io.nachweis.contracts.Refusal;
import io.nachweis.starter.Outage;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/**
 * The response that a failure is mapped to: the documented problem, the fields at fault, and what the answer's headers
 * add.
 */
record ProblemResponse(Problem problem, List<String> fields, HttpHeaders headers) {

    private static final String SOON = "2";

    static ProblemResponse because(Throwable failure) {
        return switch (failure) {
            case CompletionException e when e.getCause() != null -> because(e.getCause());
            case ExecutionException e when e.getCause() != null -> because(e.getCause());
            case CommandExecutionException e when e.getCause() != null -> because(e.getCause());
            case Refusal e -> with(e.problem(), e.field());
            case HttpMessageNotReadableException e -> unreadable(e);
            case InvalidParameterException e -> withStatus(e.getErrorCode(), new HttpHeaders());
            // Of a parameter; of the address it would have been earlier.
            case RequestRejectedException _ -> with(PlatformProblem.MALFORMED_REQUEST, null);
            case MaxUploadSizeExceededException _ -> with(PlatformProblem.BODY_TOO_LARGE, null);
            case MultipartException _ -> with(PlatformProblem.MALFORMED_BODY, null);
            case BindException e -> invalid(e.getFieldErrors().stream().map(FieldError::getField));
            case HandlerMethodValidationException e ->
                invalid(e.getParameterValidationResults().stream().flatMap(ProblemResponse::fieldsOf));
            case ConstraintViolationException e ->
                invalid(e.getConstraintViolations().stream()
                        .map(violation -> violation.getPropertyPath().toString()));
            case MethodArgumentTypeMismatchException e -> with(PlatformProblem.INVALID_FIELD, e.getName());
            case TypeMismatchException e -> with(PlatformProblem.INVALID_FIELD, e.getPropertyName());
            case MissingServletRequestParameterException e -> with(PlatformProblem.INVALID_FIELD, e.getParameterName());
            case MissingRequestHeaderException e -> with(PlatformProblem.INVALID_FIELD, e.getHeaderName());
            case IssuerUnavailable _, ConcurrencyException _, AggregateStreamCreationException _ -> unavailable();
            case AuthenticationException _ -> with(PlatformProblem.UNAUTHORIZED, null);
            case AccessDeniedException _ -> with(PlatformProblem.FORBIDDEN, null);
            case AggregateNotFoundException _ -> with(PlatformProblem.NOT_FOUND, null);
            case ErrorResponse e -> withStatus(e.getStatusCode().value(), e.getHeaders());
            case Throwable e when Outage.isBehind(e) -> unavailable();
            default -> with(PlatformProblem.INTERNAL, null);
        };
    }

    /** The problem that an HTTP status stands for when nothing more is known. */
    static ProblemResponse withStatus(int status, HttpHeaders headers) {
        var problem = switch (status) {
            case 401 -> PlatformProblem.UNAUTHORIZED;
            case 403 -> PlatformProblem.FORBIDDEN;
            case 404 -> PlatformProblem.NOT_FOUND;
            case 405 -> PlatformProblem.METHOD_NOT_ALLOWED;
            case 406 -> PlatformProblem.NOT_ACCEPTABLE;
            case 413 -> PlatformProblem.BODY_TOO_LARGE;
            case 415 -> PlatformProblem.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> PlatformProblem.UNAVAILABLE;
            default -> status >= 500 ? PlatformProblem.INTERNAL : PlatformProblem.MALFORMED_BODY;
        };
        return problem == PlatformProblem.UNAVAILABLE
                ? unavailable()
                : new ProblemResponse(problem, List.of(), headers);
    }

    /** The problem that a status stands for which a filter or the server gave, before the body mattered. */
    static ProblemResponse outsideControllers(int status) {
        return switch (status) {
            case 400, 414, 431, 501, 505 -> with(PlatformProblem.MALFORMED_REQUEST, null);
            default -> withStatus(status, new HttpHeaders());
        };
    }

    boolean isOurFault() {
        return problem.status() == 500;
    }

    /** The member of the body that could not be read, if the body is JSON at all. */
    private static ProblemResponse unreadable(HttpMessageNotReadableException failure) {
        if (failure.getCause() instanceof DatabindException json) {
            return json.getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .findFirst()
                    .map(field -> with(PlatformProblem.INVALID_FIELD, field))
                    .orElseGet(() -> with(PlatformProblem.MALFORMED_BODY, null));
        }
        return with(PlatformProblem.MALFORMED_BODY, null);
    }

    private static Stream<String> fieldsOf(ParameterValidationResult result) {
        return result instanceof ParameterErrors body
                ? body.getFieldErrors().stream().map(FieldError::getField)
                : Stream.ofNullable(result.getMethodParameter().getParameterName());
    }

    /** An index or key in a path may be the caller's own word. */
    private static ProblemResponse invalid(Stream<String> paths) {
        var fields = paths.map(path -> path.replaceAll("\\[[^]]*]", ""))
                .distinct()
                .sorted()
                .toList();
        return new ProblemResponse(PlatformProblem.INVALID_FIELD, fields, new HttpHeaders());
    }

    private static ProblemResponse with(Problem problem, @Nullable String field) {
        return new ProblemResponse(problem, field == null ? List.of() : List.of(field), new HttpHeaders());
    }

    private static ProblemResponse unavailable() {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, SOON);
        return new ProblemResponse(PlatformProblem.UNAVAILABLE, List.of(), headers);
    }
}
