package io.nachweis.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** What holds in every service, beside what it asks of itself. */
public final class ServiceRules {

    @ArchTest
    static final ArchRule the_decision_knows_no_machinery = classes()
            .that()
            .resideInAPackage("..decision..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson.annotation..",
                    "org.axonframework..",
                    "org.jspecify..",
                    "io.nachweis.contracts..",
                    "io.nachweis.event..",
                    "io.nachweis.*.decision..")
            .because("what the law asks of us must be readable and testable with new");

    @ArchTest
    static final ArchRule the_decision_reads_no_clock = noClasses()
            .that()
            .resideInAPackage("..decision..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .because("instants come in with commands, so that the past decides the same way for ever");

    @ArchTest
    static final ArchRule nobody_here_speaks_kafka = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("facts leave by the library's publisher only, in the order of the log");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("io.nachweis.*.(*)..").should().beFreeOfCycles();

    private ServiceRules() {}
}
