package io.nachweis.consent.source;

import io.nachweis.event.SubjectId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;

/**
 * Every service that the ledger follows. While anybody asks "may I?", each is looked at twice a second, so that it rarely
 * has to be asked; the first to ask after a quiet time has it asked.
 */
public class Sources implements SmartLifecycle {

    private static final Duration OFTEN = Duration.ofMillis(500);
    private static final Duration SELDOM = Duration.ofSeconds(10);

    /** How long after a question others are expected. */
    private static final Duration ASKED = Duration.ofSeconds(30);

    private final List<FactSourceFollower> followers;
    private volatile List<Thread> threads = List.of();
    private volatile long askedAt = System.nanoTime();
    private volatile boolean running;

    Sources(List<FactSourceFollower> followers) {
        this.followers = followers;
    }

    /** A fact of a service is on record now, or was put aside for its person. */
    public void heard(String source, String fact, long position) {
        followers.stream().filter(each -> each.source().equals(source)).forEach(each -> each.heard(fact, position));
    }

    /** What is to be known of a person from each service, which is asked if it has to be. */
    public List<SourceAnswer> about(SubjectId subject) {
        boolean wasQuiet = isQuiet();
        askedAt = System.nanoTime();
        if (wasQuiet) {
            threads.forEach(LockSupport::unpark);
        }
        return followers.stream().map(each -> each.about(subject)).toList();
    }

    private boolean isQuiet() {
        return System.nanoTime() - askedAt > ASKED.toNanos();
    }

    @Override
    public void start() {
        running = true;
        threads = followers.stream()
                .map(each ->
                        Thread.ofVirtual().name("following-" + each.source()).start(() -> follow(each)))
                .toList();
    }

    private void follow(FactSourceFollower each) {
        while (running) {
            boolean more = each.look();
            if (!more) {
                LockSupport.parkNanos((isQuiet() ? SELDOM : OFTEN).toNanos());
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(LockSupport::unpark);
    }

    /** There before the first request and after the last one. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
