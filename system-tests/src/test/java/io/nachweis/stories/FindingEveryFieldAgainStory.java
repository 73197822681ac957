package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.people.Planted;
import io.nachweis.platform.Await;
import io.nachweis.platform.Contracts;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Two people fill in everything that can be filled in. One asks what is held: it is all there, and nothing of the other.
 * Then they ask to be erased: what the answer does not list as kept cannot be found again, with every byte of the data
 * folder and the master key.
 */
@StoryTest
class FindingEveryFieldAgainStory {

    private final PlatformUnderTest platform =
            PlatformUnderTest.create(_ -> Map.of("NACHWEIS_TRUSTED_HOPS", "127.0.0.1,::1"));

    /** What a service said that it erased and kept: how many entries of each category. */
    private record Report(Map<String, Long> erased, Map<String, Long> kept) {}

    @AfterEach
    void stop() throws IOException {
        platform.close();
    }

    @Test
    void what_was_filled_in_is_answered_in_full_and_erased_but_for_what_the_answer_lists() throws IOException {
        platform.start();
        DeskClient desk = DeskClient.of(platform);
        var everything = new EverythingFilledIn(platform, desk);
        Planted ada = new Planted("ada", platform, desk);
        Planted bob = new Planted("bob", platform, desk);
        everything.isFilledInBy(ada, bob);
        String subject = desk.subject(ada.person());

        assertThat(access(ada))
                .contains(ada.all())
                .doesNotContain(bob.all())
                .doesNotContain(ada.dropped())
                .doesNotContain(desk.subject(bob.person()));
        assertThat(access(bob)).contains(bob.all()).doesNotContain(ada.all()).doesNotContain(subject);
        assertThat(ada.members())
                .as("every member of every call is filled in")
                .containsAll(Planted.members(Contracts.operations()));
        List<Unsealed> before = Unsealed.all(platform);
        assertThat(valuesOf(desk, ada, before)).containsAll(ada.all());
        assertThat(valuesOf(desk, bob, before)).containsAll(bob.all());
        assertEverythingWasFilledIn(subject, ada, before);
        Map<String, byte[]> traces = Traces.of(subject, platform);
        Map<String, Set<Long>> entries = entries(desk, ada);

        everything.forward();
        String mail = erasure(ada);
        Await.until("the erasure is completed", () -> !Traces.areBeingErased(platform));

        Map<String, Report> reports = reports(desk, ada);
        assertThat(reports.keySet()).containsExactlyInAnyOrderElementsOf(Traces.SERVICES);
        assertListed(mail, reports);
        assertReportedAsItIs(reports, entries, entries(desk, ada));
        Set<String> left = Traces.scopes(subject, platform);
        assertThat(left)
                .allSatisfy(scope ->
                        assertThat(isProofOrKept(scope, reports)).as(scope).isTrue());
        List<Unsealed> after = Unsealed.all(platform);
        assertThat(valuesOf(desk, ada, after)).containsAll(ada.values(true));
        assertThat(after.stream().map(Unsealed::value)).doesNotContainAnyElementsOf(ada.values(false));
        assertThat(valuesOf(desk, bob, after)).containsAll(bob.all());

        everything.forward();
        assertThat(access(ada)).contains(ada.values(true)).doesNotContain(ada.values(false));
        assertThat(desk.history(ada.person()).body()).contains(ada.values(true)).doesNotContain(ada.values(false));
        platform.stop();

        Map<String, byte[]> kept = new TreeMap<>();
        Map<String, byte[]> erased = new TreeMap<>();
        traces.forEach((name, bytes) -> (left.contains(name.replaceFirst(",.*", "")) ? kept : erased).put(name, bytes));
        assertThat(namesFound(kept)).as("what is kept, sealed").containsAll(kept.keySet());
        assertThat(erased).isNotEmpty();
        assertThat(Traces.foundIn(platform.folder().data(), erased)).isEmpty();
        assertThat(Traces.foundIn(platform.folder().data(), Traces.ofWords(List.of("newsletter/2/de"))))
                .as("what is nobody's can be found in this way")
                .anyMatch(found -> found.contains(" in mongo"))
                .anyMatch(found -> found.contains(" in kafka"));
        assertThat(Traces.foundIn(
                        platform.folder().data(),
                        Traces.ofWords(Stream.of(ada.all(), bob.all(), ada.dropped(), bob.dropped())
                                .flatMap(Collection::stream)
                                .toList())))
                .as("in plain, anything of anybody")
                .isEmpty();
    }

    /** What the person fetches with the digits of the mail. */
    private static String access(Planted planted) {
        Person person = planted.person();
        String page = person.linkAfter("/idm/rights/", () -> planted.fillsIn("rights", Map.of("kind", "access")));
        person.proves(page);
        Answer answer = person.fetches(page);
        assertThat(answer.json().path("services")).hasSize(Traces.SERVICES.size());
        return answer.body();
    }

    /** What the person is told in the end. */
    private static String erasure(Planted planted) {
        Person person = planted.person();
        String page = person.linkAfter("/idm/rights/", () -> planted.fillsIn("rights", Map.of("kind", "erasure")));
        person.proves(page);
        return person.mailSaying("The result in detail").path("text").asString("");
    }

    private static List<String> valuesOf(DeskClient desk, Planted person, List<Unsealed> all) {
        String subject = desk.subject(person.person());
        return all.stream()
                .filter(each -> each.subject().equals(subject))
                .map(Unsealed::value)
                .toList();
    }

    /**
     * So that no field of a service goes unseen: whatever is sealed was filled in here, but for what servers say
     * and for what is yes or no.
     */
    private static void assertEverythingWasFilledIn(String subject, Planted person, List<Unsealed> all) {
        Set<String> filledIn = new HashSet<>(person.all());
        filledIn.add(subject);
        assertThat(all)
                .filteredOn(each -> each.subject().equals(subject))
                .filteredOn(
                        each -> !each.name().equals("smtpReply") && !each.name().equals("technicalContact"))
                .allSatisfy(each -> assertThat(filledIn).contains(each.value()));
    }

    /** By service and category, the positions of the entries that hold something of the person. */
    private static Map<String, Set<Long>> entries(DeskClient desk, Planted person) {
        Map<String, Set<Long>> entries = new TreeMap<>();
        for (JsonNode entry : desk.history(person.person()).json().path("entries")) {
            String service = entry.path("service").asString();
            entry.path("categories")
                    .propertyStream()
                    .filter(category ->
                            !entry.path("data").path(category.getKey()).has("$erased"))
                    .forEach(category -> entries.computeIfAbsent(
                                    service + " " + category.getValue().asString(), _ -> new TreeSet<>())
                            .add(entry.path("position").asLong()));
        }
        return entries;
    }

    private static Map<String, Report> reports(DeskClient desk, Planted person) {
        Map<String, Report> reports = new HashMap<>();
        for (JsonNode entry : desk.history(person.person()).json().path("entries")) {
            if (entry.path("type").asString().equals("rights.erasure-reported.v1")) {
                JsonNode said = entry.path("data");
                reports.put(
                        said.path("service").asString(),
                        new Report(counts(said.path("erased")), counts(said.path("kept"))));
            }
        }
        return reports;
    }

    private static Map<String, Long> counts(JsonNode categories) {
        Map<String, Long> counts = new TreeMap<>();
        categories.forEach(each -> counts.put(
                each.path("category").asString(), each.path("entries").asLong()));
        return counts;
    }

    private static void assertListed(String mail, Map<String, Report> reports) {
        Set<String> kept = new TreeSet<>();
        Set<String> erased = new TreeSet<>();
        reports.values().forEach(report -> {
            kept.addAll(report.kept().keySet());
            erased.addAll(report.erased().keySet());
        });
        erased.removeAll(kept);
        assertThat(kept).allMatch(Planted::isKept);
        assertThat(kept)
                .allSatisfy(category -> assertThat(mail).contains("- " + Planted.name(category) + ": kept until "));
        assertThat(erased)
                .isNotEmpty()
                .allSatisfy(category -> assertThat(mail).contains("- " + Planted.name(category) + ": erased"));
    }

    /** Entry by entry; the requests themselves go on meanwhile, so of them more is kept than there was. */
    private static void assertReportedAsItIs(
            Map<String, Report> reports, Map<String, Set<Long>> before, Map<String, Set<Long>> after) {
        List<String> unlike = new ArrayList<>();
        before.forEach((of, positions) -> {
            String[] serviceAndCategory = of.split(" ", 2);
            Report report = reports.get(serviceAndCategory[0]);
            Set<Long> left = new TreeSet<>(after.getOrDefault(of, Set.of()));
            left.retainAll(positions);
            long kept = report == null ? 0 : report.kept().getOrDefault(Planted.ruleFor(serviceAndCategory[1]), 0L);
            long erased = report == null ? 0 : report.erased().getOrDefault(serviceAndCategory[1], 0L);
            boolean goesOn = serviceAndCategory[1].equals("rights-requests");
            boolean isTrue = goesOn
                    ? kept >= left.size() && erased == 0
                    : kept == left.size() && erased == positions.size() - left.size();
            if (!isTrue) {
                unlike.add("%s: of %d entries %d are left; said to be kept %d, erased %d"
                        .formatted(of, positions.size(), left.size(), kept, erased));
            }
        });
        assertThat(unlike).isEmpty();
    }

    /** The proof of the erasure itself is what the answer lists as requests. */
    private static boolean isProofOrKept(String scope, Map<String, Report> reports) {
        String[] serviceAndCategory = scope.replaceFirst("/.*", "").split(" ", 2);
        Report report = reports.get(serviceAndCategory[0]);
        return serviceAndCategory[1].equals("rights-requests")
                || (report != null && report.kept().containsKey(Planted.ruleFor(serviceAndCategory[1])));
    }

    private Set<String> namesFound(Map<String, byte[]> traces) throws IOException {
        Set<String> names = new HashSet<>();
        Traces.foundIn(platform.folder().data(), traces)
                .forEach(found -> names.add(found.replaceFirst(" in \\S*$", "")));
        return names;
    }
}
