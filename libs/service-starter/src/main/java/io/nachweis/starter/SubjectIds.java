package io.nachweis.starter;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;

/** The pseudonym of an address under its controller's secret; the same in every service of the installation. */
public interface SubjectIds {
    SubjectId of(String controller, EmailAddress address);

    /** In the place of a person, where a fact is about the controller's policy and about nobody. */
    SubjectId ofPolicy(String controller);
}
