package io.nachweis.consent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.nachweis.consent");

    @Test
    void decisions_know_no_database_no_broker_and_no_web() {
        noClasses()
                .that()
                .resideInAPackage("..decision..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.mongodb..", "org.bson..", "org.apache.kafka..")
                .because("the law is to be read and tested without any of them")
                .check(SERVICE);
    }

    @Test
    void decisions_read_no_clock() {
        noClasses()
                .that()
                .resideInAPackage("..decision..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .because("instants come in with the commands, so that a replay gives what was")
                .check(SERVICE);
    }

    @Test
    void only_controllers_know_the_web() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Controller")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.web.bind..")
                .because("a controller translates, and what it asks stays free of HTTP")
                .check(SERVICE);
    }

    @Test
    void events_are_written_and_read_by_the_log_alone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.nachweis.consent.source.Marks")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..", "org.apache.kafka..")
                .because("the log is the outbox: what happened goes through it and from it")
                .check(SERVICE);
    }

    @Test
    void modules_depend_on_each_other_one_way() {
        slices().matching("io.nachweis.consent.(*)..").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void the_law_depends_on_no_other_module() {
        classes()
                .that()
                .resideInAPackage("..consent.decision..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.axonframework..",
                        "io.nachweis.consent.decision..",
                        "io.nachweis.contracts..",
                        "io.nachweis.evidence..",
                        "io.nachweis.personal..")
                .because("everything else is there to serve it")
                .check(SERVICE);
    }
}
