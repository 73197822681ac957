package io.nachweis.contracts;

/** The refusals that every part of the platform shares. */
public enum PlatformProblem implements Problem {
    MALFORMED_BODY(400, "The body cannot be read"),
    MALFORMED_REQUEST(400, "The request is not proper HTTP, or its address is not written plainly"),
    INVALID_FIELD(400, "A field has no acceptable value"),
    UNKNOWN_WORDING(400, "There is no such wording on this form"),
    UNWANTED_ADDRESS(400, "The form takes no address of this kind"),
    UNAUTHORIZED(401, "This needs a valid access token"),
    FORBIDDEN(403, "This access token does not allow that"),
    GATEWAY_REQUIRED(403, "This is reached through the gateway only"),
    NOT_FOUND(404, "There is nothing here"),
    UNKNOWN_CONTROLLER(404, "There is no such controller"),
    UNKNOWN_FORM(404, "There is no such form"),
    UNKNOWN_PURPOSE(404, "The controller has no such purpose"),
    METHOD_NOT_ALLOWED(405, "This address does not take this method"),
    NOT_ACCEPTABLE(406, "The answer does not exist in a format you accept"),
    UNKNOWN_CURSOR(410, "There is no such place to go on from: start over"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "A body of this media type is not understood"),
    INTERNAL(500, "Something failed on our side"),
    UNAVAILABLE(503, "This is not available at the moment");

    private final int status;
    private final String title;

    PlatformProblem(int status, String title) {
        this.status = status;
        this.title = title;
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
