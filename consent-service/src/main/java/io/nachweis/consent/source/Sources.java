package io.nachweis.consent.source;

import io.nachweis.event.SubjectId;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Every service that the ledger follows. Each is looked at twice a second, so that "may I?" rarely has to ask one. */
public class Sources implements SmartLifecycle {

    private static final long PAUSE_MILLIS = 500;

    private final List<FactSourceFollower> followers;
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
        return followers.stream().map(each -> each.about(subject)).toList();
    }

    @Override
    public void start() {
        running = true;
        followers.forEach(
                each -> Thread.ofVirtual().name("following-" + each.source()).start(() -> follow(each)));
    }

    private void follow(FactSourceFollower each) {
        while (running) {
            boolean more = each.look();
            if (!more) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
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
