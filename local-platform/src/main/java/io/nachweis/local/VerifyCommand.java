package io.nachweis.local;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import io.nachweis.evidence.tree.FolderCheckpoints;
import io.nachweis.evidence.tree.LogVerification;
import io.nachweis.evidence.tree.LogVerification.Finding;
import io.nachweis.starter.events.LogKeys;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code ./nachweis verify}: whether every block of the running platform's database is as it was written; {@code verify log}:
 * whether every entry of its logs is where it was signed.
 */
final class VerifyCommand {

    private VerifyCommand() {}

    /** @return whether nothing is wrong */
    static boolean run(CommandLine line, Map<String, String> environment) {
        if (line.words().isEmpty()) {
            DatabaseUpkeep.verify(line.data());
            return true;
        }
        String service = line.options().getOrDefault("--service", "");
        if (!line.words().equals(List.of("log")) || !(service.isEmpty() || LocalPlatform.SERVICES.contains(service))) {
            throw new CannotRun("There are verify and verify log, of all or of one of the services with --service: "
                    + String.join(", ", LocalPlatform.SERVICES));
        }
        Path data = line.data();
        boolean isReal = DataFolder.isReal(data);
        Path secrets = isReal ? Path.of(needed(environment, "NACHWEIS_SECRETS")) : DataFolder.trialSecrets(data);
        URI publicUrl = URI.create(
                isReal ? needed(environment, "PUBLIC_URL") : line.ports().publicUrl());
        String named = isReal ? environment.getOrDefault("NACHWEIS_OUTSIDE", "") : "";
        Path outside = named.isBlank() ? DataFolder.outside(data) : Path.of(named);
        boolean holds = true;
        try (MongoClient client = DatabaseUpkeep.connect(data)) {
            for (String each : service.isEmpty() ? LocalPlatform.SERVICES : List.of(service)) {
                holds &= show(
                        each,
                        new LogVerification(
                                        client.getDatabase("nachweis_" + each),
                                        LogKeys.all(publicUrl, each, secrets),
                                        new FolderCheckpoints(outside, each))
                                .run());
            }
        } catch (MongoTimeoutException e) {
            throw new CannotRun("No platform of yours is running on " + data + ".");
        }
        return holds;
    }

    private static String needed(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new CannotRun(variable + " must be as it is for up --real.");
        }
        return value;
    }

    private static boolean show(String service, Finding finding) {
        if (finding.faults().isEmpty()) {
            System.out.printf("✔ %s: %d entries, and each is what was signed%n", service, finding.entries());
        }
        finding.faults().forEach(fault -> System.out.printf("✘ %s: %s%n", service, fault));
        return finding.faults().isEmpty();
    }
}
