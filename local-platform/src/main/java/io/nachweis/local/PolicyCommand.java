package io.nachweis.local;

import io.nachweis.consent.notice.NoticePage;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.InvalidPolicy;
import io.nachweis.policy.PolicyDiff;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./nachweis policy}: what is wrong with a policy file, what a new version changes, and the privacy notice that it is
 * shown as. Nothing has to run for it.
 */
final class PolicyCommand {

    private PolicyCommand() {}

    /** @return whether the file, or the new one, may be published */
    static boolean run(List<String> words, Map<String, String> options) {
        try {
            if (words.size() == 2 && words.getFirst().equals("check")) {
                return check(Path.of(words.get(1)));
            }
            if (words.size() == 3 && words.getFirst().equals("diff")) {
                return diff(Path.of(words.get(1)), Path.of(words.get(2)));
            }
            if (words.size() == 2 && words.getFirst().equals("notice")) {
                return notice(Path.of(words.get(1)), options.get("--locale"));
            }
        } catch (InvalidPolicy e) {
            e.faults().forEach(System.out::println);
            return false;
        }
        throw new CannotRun(
                "policy needs check FILE, diff OLD NEW or notice FILE, such as: policy check deploy/controllers/idm.yaml");
    }

    private static boolean check(Path file) {
        var policy = Controllers.check(file);
        System.out.printf(
                "%s can be carried out: version %s of %s, %d purposes, %d data categories, %d forms.%n",
                file,
                policy.version(),
                policy.id(),
                policy.purposes().size(),
                policy.categories().size(),
                policy.forms().size());
        return true;
    }

    private static boolean notice(Path file, @Nullable String locale) {
        var policy = Controllers.check(file);
        System.out.println(new NoticePage().of(policy, policy.language(locale)));
        return true;
    }

    private static boolean diff(Path old, Path changed) {
        var diff = PolicyDiff.between(old, changed);
        if (diff.isEmpty()) {
            System.out.println("Nothing changes.");
        }
        diff.changes().forEach((concern, changes) -> {
            System.out.println(concern.title());
            changes.forEach(change -> System.out.println("  " + change));
        });
        diff.edited()
                .forEach(id -> System.out.println(
                        "✘ " + id + " was agreed to as it stood. Keep it, and give the new text the next version."));
        return diff.edited().isEmpty();
    }
}
