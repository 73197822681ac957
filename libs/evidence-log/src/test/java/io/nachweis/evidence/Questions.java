package io.nachweis.evidence;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.concurrent.atomic.AtomicInteger;

/** How often the database is asked for something. */
final class Questions implements CommandListener {

    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getCommandName().equals("find")) {
            asked.incrementAndGet();
        }
    }

    /** Since this was last called. */
    int take() {
        return asked.getAndSet(0);
    }
}
