package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

import io.nachweis.testing.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Each part by itself: how soon it answers, and how much of the machine it takes then. */
final class StartSuite implements Suite {

    private static final Bar SOON = Bar.atMost(4, "s");
    private static final Bar SMALL = Bar.atMost(256, "MiB");

    private static final List<String> PARTS =
            List.of("gateway", "consent-service", "lead-service", "newsletter-service", "rights-service");

    @Override
    public String name() {
        return "alone";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        try (var environment = PartEnvironment.make()) {
            for (String name : PARTS) {
                Image image = environment.image(name);
                List<Double> seconds = new ArrayList<>();
                List<Double> mebibytes = new ArrayList<>();
                for (int round = 0; round < scale.of(5, 1); round++) {
                    try (Part part = Part.start(name, image, environment.variables(Map.of()))) {
                        seconds.add(part.secondsToStart());
                        mebibytes.add(part.residentMebibytes());
                    }
                }
                double ready = Rounds.median(seconds);
                double resident = Rounds.median(mebibytes);
                table.add(ResultRow.barred(name + ", ready", String.format(ROOT, "%.1f s", ready), "", ready, SOON));
                table.add(ResultRow.barred(
                        name + ", resident", String.format(ROOT, "%.0f MiB", resident), "", resident, SMALL));
            }
        }
    }
}
