package io.nachweis.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** The requests of one run. Each stays until it is answered; now and then two processes work on the same. */
final class RequestsToDo {

    private static final int MOST_AT_ONCE = 3;

    private final RandomGenerator random;
    private final List<Request> all = new ArrayList<>();
    private final List<Request> open = new ArrayList<>();

    RequestsToDo(RandomGenerator random) {
        this.random = random;
        int streams = random.nextInt(1, 4);
        int requests = random.nextInt(6, 16);
        for (int i = 0; i < requests; i++) {
            int events = random.nextInt(1, 4);
            all.add(new Request("r" + i, "s" + random.nextInt(streams), events, events > 1 && random.nextInt(20) == 0));
        }
        open.addAll(all);
    }

    boolean areDone() {
        return all.stream().allMatch(Request::isAnswered);
    }

    List<Request> takeSome() {
        open.removeIf(Request::isAnswered);
        List<Request> some = new ArrayList<>();
        for (int i = random.nextInt(MOST_AT_ONCE); i >= 0 && !open.isEmpty(); i--) {
            Request request = open.get(random.nextInt(open.size()));
            if (!some.contains(request)) {
                some.add(request);
            }
            if (random.nextInt(8) > 0) {
                open.remove(request);
            }
        }
        return some;
    }

    void giveBack(Collection<Request> requests) {
        for (Request request : requests) {
            if (!request.isAnswered() && !open.contains(request)) {
                open.add(request);
            }
        }
    }
}
