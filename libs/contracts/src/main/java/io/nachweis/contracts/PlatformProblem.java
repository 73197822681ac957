package io.nachweis.contracts;

/** The refusals that every part of the platform shares. */
public enum PlatformProblem implements Problem {
    MALFORMED_BODY("malformed-body", 400, "The body cannot be read"),
    MALFORMED_REQUEST(
            "malformed-request", 400, "The request is not proper HTTP, or its address is not written plainly"),
    INVALID_FIELD("invalid-field", 400, "A field has no acceptable value"),
    UNKNOWN_WORDING("unknown-wording", 400, "There is no such wording on this form"),
    UNWANTED_ADDRESS("unwanted-address", 400, "The form takes no address of this kind"),
    UNAUTHORIZED("unauthorized", 401, "This needs a valid access token"),
    FORBIDDEN("forbidden", 403, "This access token does not allow that"),
    GATEWAY_REQUIRED("gateway-required", 403, "This is reached through the gateway only"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    UNKNOWN_CONTROLLER("unknown-controller", 404, "There is no such controller"),
    UNKNOWN_FORM("unknown-form", 404, "There is no such form"),
    UNKNOWN_PURPOSE("unknown-purpose", 404, "The controller has no such purpose"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This address does not take this method"),
    NOT_ACCEPTABLE("not-acceptable", 406, "The answer does not exist in a format you accept"),
    BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "A body of this media type is not understood"),
    INTERNAL("internal", 500, "Something failed on our side"),
    UNAVAILABLE("unavailable", 503, "This is not available at the moment");

    private final String slug;
    private final int status;
    private final String title;

    PlatformProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
