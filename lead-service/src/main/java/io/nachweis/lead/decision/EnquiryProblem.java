package io.nachweis.lead.decision;

import io.nachweis.contracts.Problem;

/** The refusals of enquiries. */
public enum EnquiryProblem implements Problem {
    ENQUIRY_CLOSED(409, "The enquiry is closed");

    private final int status;
    private final String title;

    EnquiryProblem(int status, String title) {
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
