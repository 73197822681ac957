package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.evidence.Erasure;
import io.nachweis.forms.FormReceived.Content;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.FormAdmission.Candidate;
import io.nachweis.forms.admission.WithoutMail;
import io.nachweis.personal.KeyScope;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.events.ParallelTasks;
import io.nachweis.starter.idempotency.OncePerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Admits or drops the forms that came in; either way what was posted then loses its key. A crash at any instant leaves it
 * to be done again, and not twice. It begins some time after the answer, by chance, so that who measures the next answer
 * does not measure this work.
 */
@ProcessingGroup(AdmitForms.GROUP)
class AdmitForms {

    static final String GROUP = "admission";

    private final List<PublicForm> forms;
    private final FormIntake intake;
    private final FormAdmission admission;
    private final Erasure erasure;
    private final ParallelTasks tasks;
    private final DomainClock clock;
    private final Duration longestDelay;

    AdmitForms(
            List<PublicForm> forms,
            FormIntake intake,
            FormAdmission admission,
            Erasure erasure,
            ParallelTasks tasks,
            DomainClock clock,
            Duration longestDelay) {
        this.forms = List.copyOf(forms);
        this.intake = intake;
        this.admission = admission;
        this.erasure = erasure;
        this.tasks = tasks;
        this.clock = clock;
        this.longestDelay = longestDelay;
    }

    /** The keys of a batch go together. */
    @EventHandler
    void on(FormReceived received, @Timestamp Instant recordedAt, @ConcludesBatch boolean last) {
        awaitTurn(recordedAt);
        List<KeyScope> decided =
                CurrentUnitOfWork.get().root().getOrComputeResource(AdmitForms.class.getName(), _ -> new ArrayList<>());
        if (tasks.each(List.of(received), form -> admit(form, _ -> true)).getFirst()) {
            decided.add(scope(received));
        }
        if (last) {
            erasure.eraseFinal(decided);
        }
    }

    /** If it is one that must not be lost. */
    boolean admitIfKept(FormReceived received) {
        boolean decided = admit(
                received, asked -> asked instanceof Asked.ByForm form && form.withoutMail() != WithoutMail.DROPPED);
        if (decided) {
            erasure.eraseFinal(List.of(scope(received)));
        }
        return decided;
    }

    private static KeyScope scope(FormReceived received) {
        return new KeyScope(
                received.subject(), received.category(), received.form().toString());
    }

    /** Says whether there was anything to decide: not where it was decided before, or its person was erased. */
    private boolean admit(FormReceived received, Predicate<Asked> which) {
        Content content = received.content().orNull();
        if (content == null || received.subject().isErased()) {
            return false;
        }
        Submission submission = intake.submission(received, content);
        Asked asked = form(received.kind()).read(submission);
        if (!which.test(asked)) {
            return false;
        }
        var candidate = new Candidate(
                received.form(),
                submission.policy(),
                asked.email(),
                content.ip(),
                received.mayMail(),
                received.receivedAt());
        OncePerEntry.run(received.form(), () -> {
            switch (asked) {
                case Asked.ByForm form -> admission.admit(candidate, form.form(), form.withoutMail(), form.append());
                case Asked.ForLink link -> admission.admitLinkRequest(candidate, link.find());
            }
        });
        return true;
    }

    private PublicForm form(String kind) {
        return forms.stream()
                .filter(form -> form.kind().equals(kind))
                .findFirst()
                .orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
    }

    /** Never longer than that after the answer, also where many wait. */
    private void awaitTurn(Instant recordedAt) {
        long delay = longestDelay.isZero() ? 0 : ThreadLocalRandom.current().nextLong(longestDelay.toNanos());
        long passed = Duration.between(recordedAt, clock.now()).toNanos();
        long end = System.nanoTime() + Math.clamp(delay - passed, 0, longestDelay.toNanos());
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
