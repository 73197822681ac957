package io.nachweis.consent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.nachweis.testing.ServiceRules;

@AnalyzeClasses(packages = "io.nachweis.consent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests RULES = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule only_controllers_know_the_web = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Controller")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.web.bind..")
            .because("a controller translates, and what it asks stays free of HTTP");

    @ArchTest
    static final ArchRule events_are_written_and_read_by_the_log_alone = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.nachweis.consent.source.SourceOffsets")
            .and()
            .doNotHaveFullyQualifiedName("io.nachweis.consent.desk.LookupQuota")
            .and()
            .doNotHaveFullyQualifiedName("io.nachweis.consent.systems.Attestations")
            .and()
            .doNotHaveFullyQualifiedName("io.nachweis.consent.approval.OpenApprovals")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb..", "org.bson..")
            .because("the log is the outbox: what happened goes through it and from it");
}
