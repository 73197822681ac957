package io.nachweis.consent.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.nachweis.consent.approval.ApprovalEvent.Part;
import io.nachweis.consent.history.Missing;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.PlannedEnd;
import io.nachweis.lifecycle.RetentionPreview;
import io.nachweis.lifecycle.RetentionPreview.Item;
import io.nachweis.lifecycle.RetentionPreview.Month;
import io.nachweis.lifecycle.RetentionPreview.Page;
import io.nachweis.lifecycle.due.DuePlace;
import io.nachweis.lifecycle.report.RetentionReports;
import io.nachweis.lifecycle.report.RetentionReports.Report;
import io.nachweis.lifecycle.rules.RetentionRules;
import io.nachweis.lifecycle.rules.RetentionRules.Standing;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.client.FanOut;
import io.nachweis.starter.client.FanOut.Answer;
import io.nachweis.starter.client.ServiceClients;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriBuilder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all services are going to end, and what they ended. They are asked at once and in the caller's name, and what does
 * not answer is named.
 */
@Component
class RetentionOfAllServices {

    /** Shorter than the gateway's. */
    static final Duration PATIENCE = Duration.ofMillis(1_500);

    static final String SELF = "consent";

    /** @param next after which place the next page begins; null when this is the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Preview(List<ServiceEnd> ends, @Nullable String next, List<Missing> missing) {}

    record ServiceEnd(String service, @JsonUnwrapped PlannedEnd end) {}

    record Picture(List<MonthOfServices> months, List<Missing> missing) {}

    /** How many cases end in a month, by service and category. */
    record MonthOfServices(YearMonth month, List<Count> ends) {}

    record Count(String service, String category, long cases) {}

    /** @param next before which day the next page begins; null when this is the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reports(List<ServiceReport> reports, @Nullable LocalDate next, List<Missing> missing) {}

    record ServiceReport(String service, @JsonUnwrapped Report report) {}

    record Rules(List<ServiceRules> rules, List<Missing> missing) {

        /** What waits, by service. */
        List<Part> waiting() {
            return rules.stream()
                    .filter(each -> !each.standing().changes().isEmpty())
                    .map(each -> new Part(each.service(), each.standing().sha256()))
                    .toList();
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ServiceRules(String service, @JsonUnwrapped Standing standing) {}

    /** Who asks, and in which language. */
    record Reader(JwtAuthenticationToken token, Locale language) {}

    private record Answers<T>(Map<String, T> given, List<Missing> missing) {

        <R> List<R> map(BiFunction<String, T, Stream<R>> rows) {
            return given.entrySet().stream()
                    .flatMap(each -> rows.apply(each.getKey(), each.getValue()))
                    .toList();
        }
    }

    private final RetentionPreview preview;
    private final RetentionReports reports;
    private final RetentionRules rules;
    private final FanOut others;
    private final JsonMapper json;

    RetentionOfAllServices(
            RetentionPreview preview,
            RetentionReports reports,
            RetentionRules rules,
            ServiceClients clients,
            JsonMapper json) {
        this.preview = preview;
        this.reports = reports;
        this.rules = rules;
        this.others = clients.toAll("retention");
        this.json = json;
    }

    /**
     * The earliest first. A page goes as far as the service that tells the least on its own.
     *
     * @param until the last day
     * @param subject null for everybody
     */
    Preview preview(
            ControllerPolicy policy,
            LocalDate until,
            @Nullable SubjectId subject,
            @Nullable DuePlace after,
            Reader reader) {
        return merged(ask(
                preview.until(until, policy, subject, after, reader.language()),
                uri -> uri.path("/internal/{controller}/retention/preview")
                        .queryParam("until", until)
                        .queryParamIfPresent(
                                "subject", Optional.ofNullable(subject).map(SubjectId::value))
                        .queryParamIfPresent("after", Optional.ofNullable(after))
                        .build(policy.id()),
                new TypeReference<>() {},
                reader));
    }

    /** What rules that nobody has adopted yet would end on another day. */
    Preview changed(ControllerPolicy policy, @Nullable DuePlace after, Reader reader) {
        return merged(ask(
                preview.changed(policy, after, reader.language()),
                uri -> uri.path("/internal/{controller}/retention/preview")
                        .queryParam("changed", true)
                        .queryParamIfPresent("after", Optional.ofNullable(after))
                        .build(policy.id()),
                new TypeReference<>() {},
                reader));
    }

    private static Preview merged(Answers<Page> pages) {
        @Nullable
        DuePlace last = pages.given().values().stream()
                .map(Page::next)
                .flatMap(Stream::ofNullable)
                .map(DuePlace::of)
                .min(Comparator.naturalOrder())
                .orElse(null);
        record Placed(DuePlace place, ServiceEnd end) {}
        List<ServiceEnd> ends = pages
                .map((service, page) -> page.items().stream()
                        .map((Item item) -> new Placed(DuePlace.of(item.place()), new ServiceEnd(service, item.end()))))
                .stream()
                .filter(each -> last == null || each.place().compareTo(last) <= 0)
                .sorted(Comparator.comparing(Placed::place))
                .map(Placed::end)
                .toList();
        return new Preview(ends, last == null ? null : last.toString(), pages.missing());
    }

    Picture months(ControllerPolicy policy, int months, Reader reader) {
        Answers<List<Month>> answers = ask(
                preview.months(policy, months),
                uri -> uri.path("/internal/{controller}/retention/months")
                        .queryParam("months", months)
                        .build(policy.id()),
                new TypeReference<>() {},
                reader);
        Map<YearMonth, List<Count>> counts = new TreeMap<>();
        answers.given()
                .forEach((service, given) -> given.forEach(month -> {
                    List<Count> ends = counts.computeIfAbsent(month.month(), _ -> new ArrayList<>());
                    new TreeMap<>(month.ends())
                            .forEach((category, cases) -> ends.add(new Count(service, category, cases)));
                }));
        return new Picture(
                counts.entrySet().stream()
                        .map(each -> new MonthOfServices(each.getKey(), each.getValue()))
                        .toList(),
                answers.missing());
    }

    /** The latest first. A page goes back as far as the service that tells the least on its own. */
    Reports reports(ControllerPolicy policy, @Nullable LocalDate before, Reader reader) {
        Answers<List<Report>> answers = ask(
                reports.before(policy.id(), before),
                uri -> uri.path("/internal/{controller}/retention/reports")
                        .queryParamIfPresent("before", Optional.ofNullable(before))
                        .build(policy.id()),
                new TypeReference<>() {},
                reader);
        @Nullable
        LocalDate first = answers.given().values().stream()
                .filter(given -> given.size() == RetentionReports.PAGE)
                .map(given -> given.getLast().day())
                .max(Comparator.naturalOrder())
                .orElse(null);
        List<ServiceReport> all =
                answers
                        .map((service, given) -> given.stream().map(report -> new ServiceReport(service, report)))
                        .stream()
                        .filter(each -> first == null || !each.report().day().isBefore(first))
                        .sorted(Comparator.comparing(
                                        (ServiceReport each) -> each.report().day())
                                .reversed()
                                .thenComparing(ServiceReport::service))
                        .toList();
        return new Reports(all, first, answers.missing());
    }

    Rules rules(ControllerPolicy policy, Reader reader) {
        return rules(HttpMethod.GET, rules.standing(policy), policy, reader);
    }

    Rules adoptRules(ControllerPolicy policy, Reader reader) {
        rules.adopt(policy);
        return rules(HttpMethod.POST, rules.standing(policy), policy, reader);
    }

    private Rules rules(HttpMethod method, Standing own, ControllerPolicy policy, Reader reader) {
        Answers<Standing> answers = ask(
                method,
                own,
                uri -> uri.path("/internal/{controller}/retention/rules").build(policy.id()),
                new TypeReference<>() {},
                reader);
        return new Rules(
                answers.map((service, standing) -> Stream.of(new ServiceRules(service, standing))), answers.missing());
    }

    private <T> Answers<T> ask(T own, Function<UriBuilder, URI> path, TypeReference<T> type, Reader reader) {
        return ask(HttpMethod.GET, own, path, type, reader);
    }

    private <T> Answers<T> ask(
            HttpMethod method, T own, Function<UriBuilder, URI> path, TypeReference<T> type, Reader reader) {
        String token = reader.token().getToken().getTokenValue();
        Map<String, T> given = new TreeMap<>(Map.of(SELF, own));
        List<Missing> missing = new ArrayList<>();
        var answers = others.ask(
                PATIENCE,
                service -> service.ask(
                        http -> http.method(method)
                                .uri(path)
                                .accept(MediaType.APPLICATION_JSON)
                                .headers(headers -> {
                                    headers.setBearerAuth(token);
                                    headers.setAcceptLanguageAsLocales(List.of(reader.language()));
                                }),
                        body -> json.readValue(body, type)));
        for (var answer : answers) {
            switch (answer) {
                case Answer.Given<T>(var service, var value) -> given.put(service, value);
                case Answer.Missing<T>(var service, var reason) -> missing.add(Missing.of(service, reason));
            }
        }
        return new Answers<>(given, missing);
    }
}
