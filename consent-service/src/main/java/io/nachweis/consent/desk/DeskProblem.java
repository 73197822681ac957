package io.nachweis.consent.desk;

import io.nachweis.contracts.Problem;

/** The refusals to who looks people up and records their withdrawals. */
enum DeskProblem implements Problem {
    NO_CONSENT_KNOWN("no-consent-known", 404, "The application was never told of a consent of this person"),
    LOOKUP_QUOTA_REACHED("lookup-quota-reached", 429, "The client has looked up as many addresses as it may for now");

    private final String slug;
    private final int status;
    private final String title;

    DeskProblem(String slug, int status, String title) {
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
