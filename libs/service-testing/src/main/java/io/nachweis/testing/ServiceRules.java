package io.nachweis.testing;

import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;

/** What holds in every service, beside what it asks of itself. */
public final class ServiceRules {

    private static final String WEB = "org.springframework.web.bind.annotation.";
    private static final String REQUEST_MAPPING = WEB + "RequestMapping";

    /** A signature says which service calls. */
    private static final DescribedPredicate<JavaAnnotation<?>> FOR_SERVICES = DescribedPredicate.describe(
            "an internal path",
            annotation -> annotation.get("value").stream()
                    .flatMap(paths -> paths instanceof Object[] several ? Stream.of(several) : Stream.of(paths))
                    .anyMatch(path -> path.toString().startsWith("/internal/")));

    private static final DescribedPredicate<JavaAnnotation<?>> SAYING_WHAT_IT_PRODUCES = DescribedPredicate.describe(
            "a media type that it produces",
            annotation -> annotation.get("produces").stream().anyMatch(types -> ((Object[]) types).length > 0));

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

    @ArchTest
    static final ArchRule who_may_post_is_said_unless_it_is_a_public_form = methods()
            .that()
            .areMetaAnnotatedWith(REQUEST_MAPPING)
            .and()
            .areNotAnnotatedWith(WEB + "GetMapping")
            .and()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(WEB + "RestController")
            .and(DescribedPredicate.not(annotatedWith(FOR_SERVICES)))
            .should()
            .beAnnotatedWith("org.springframework.security.access.prepost.PreAuthorize")
            .allowEmptyShould(true)
            .because(
                    "what anybody may post is read and answered by the library's forms, and nothing passes their admission");

    @ArchTest
    static final ArchRule an_answer_that_nobody_takes_is_refused_first = methods()
            .that()
            .areAnnotatedWith(WEB + "PostMapping")
            .and()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(WEB + "RestController")
            .and()
            .doNotHaveRawReturnType(void.class)
            .should()
            .beAnnotatedWith(SAYING_WHAT_IT_PRODUCES)
            .allowEmptyShould(true)
            .because(
                    "otherwise the media type is negotiated after everything is stored, and 406 is said of what was done");

    private ServiceRules() {}
}
