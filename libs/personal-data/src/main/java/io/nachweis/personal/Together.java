package io.nachweis.personal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks once for all who ask at the same time: while one waits for the database, the others gather behind it. */
final class Together<Q, A> {

    private static final int MOST = 200;

    private final Function<Collection<Q>, Map<Q, A>> answers;
    private final Lock turn = new ReentrantLock();
    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();

    /** @param answers gives each of some questions its answer, if there is one */
    Together(Function<Collection<Q>, Map<Q, A>> answers) {
        this.answers = answers;
    }

    Optional<A> ask(Q question) {
        var mine = new Asked<Q, A>(question);
        waiting.add(mine);
        turn.lock();
        try {
            while (!mine.answered) {
                askForAll();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return Optional.ofNullable(mine.answer);
    }

    private void askForAll() {
        List<Asked<Q, A>> all = new ArrayList<>();
        for (Asked<Q, A> next = waiting.poll(); next != null; next = all.size() < MOST ? waiting.poll() : null) {
            all.add(next);
        }
        try {
            Map<Q, A> found =
                    answers.apply(all.stream().map(each -> each.question).toList());
            all.forEach(each -> each.answer = found.get(each.question));
        } catch (RuntimeException e) {
            all.forEach(each -> each.failure = e);
        } finally {
            all.forEach(each -> each.answered = true);
        }
    }

    /** Guarded by the turn. */
    private static final class Asked<Q, A> {

        private final Q question;
        private boolean answered;
        private @Nullable A answer;
        private @Nullable RuntimeException failure;

        private Asked(Q question) {
            this.question = question;
        }
    }
}
