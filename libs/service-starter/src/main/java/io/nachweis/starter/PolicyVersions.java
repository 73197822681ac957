package io.nachweis.starter;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.nachweis.policy.ControllerPolicy.TwoPersonAction;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.InvalidPolicy;
import io.nachweis.policy.PolicyVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Which version of each controller's policy is in force in this service. That is decided once, at the start, and by what was
 * in force before: where that has policies approved by a second person, another file counts only if it is the version
 * published last of those whose time has come. Whoever edits a file alone changes nothing then, also by taking the list of
 * approvals out of it, or by putting back a file that was in force once. Stored as
 * {@code policies {_id: <controller>, inForce: {version, sha256, yaml, since}, published: [{version, sha256, effectiveFrom}]}}.
 */
public final class PolicyVersions implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(PolicyVersions.class);

    private static final String IN_FORCE = "inForce";
    private static final String VERSION = "version";
    private static final String SHA256 = "sha256";
    private static final String YAML = "yaml";
    private static final String SINCE = "since";
    private static final String PUBLISHED = "published";
    private static final String EFFECTIVE_FROM = "effectiveFrom";

    /** @param since the first start of this service with it */
    public record InForce(PolicyVersion version, Instant since) {

        public String controller() {
            return version.policy().id();
        }
    }

    private final Path folder;
    private final MongoCollection<Document> policies;
    private final DomainClock clock;
    private final Map<String, InForce> inForce = new LinkedHashMap<>();
    private final List<InForce> taken = new ArrayList<>();

    /**
     * Throws {@link InvalidPolicy} where a policy cannot be carried out.
     *
     * @param folder of the policies' files
     */
    public PolicyVersions(Path folder, MongoDatabase database, DomainClock clock) {
        this.folder = folder;
        this.policies = database.getCollection("policies");
        this.clock = clock;
        PolicyVersion.all(folder).forEach(file -> inForce.put(file.policy().id(), atStart(file)));
    }

    /** Only what this service can start with: nobody puts the file before it back without it being published again. */
    @Override
    public void afterSingletonsInstantiated() {
        taken.forEach(this::store);
    }

    public Collection<InForce> all() {
        return inForce.values();
    }

    public Optional<InForce> find(String controller) {
        return Optional.ofNullable(inForce.get(controller));
    }

    /** As they are in force. */
    public Controllers controllers() {
        return Controllers.of(inForce.values().stream().map(InForce::version).toList());
    }

    /** What the folder has by now that is not in force; empty also where a file of it cannot be carried out. */
    public Optional<PolicyVersion> candidate(String controller) {
        try {
            return PolicyVersion.all(folder).stream()
                    .filter(file -> file.policy().id().equals(controller))
                    .filter(file -> find(controller)
                            .filter(known -> known.version().sha256().equals(file.sha256()))
                            .isEmpty())
                    .findFirst();
        } catch (InvalidPolicy _) {
            return Optional.empty();
        }
    }

    /**
     * Takes down that a version was published; several times is once. It MUST be called in the order of publication, because
     * the last one counts.
     */
    public void published(String controller, String version, String sha256, Instant effectiveFrom) {
        policies.updateOne(
                eq(controller),
                Updates.addToSet(
                        PUBLISHED,
                        new Document(VERSION, version)
                                .append(SHA256, sha256)
                                .append(EFFECTIVE_FROM, effectiveFrom.toString())),
                new UpdateOptions().upsert(true));
    }

    private InForce atStart(PolicyVersion file) {
        Document stored = policies.find(eq(file.policy().id())).first();
        Document known = stored == null ? null : stored.get(IN_FORCE, Document.class);
        if (stored == null || known == null) {
            return take(file);
        }
        Instant since = Instant.parse(known.getString(SINCE));
        if (known.getString(SHA256).equals(file.sha256())) {
            return new InForce(file, since);
        }
        PolicyVersion before = PolicyVersion.of("the version in force", known.getString(YAML));
        if (before.policy().needsApproval(TwoPersonAction.POLICY) && !isPublished(file, stored)) {
            log.warn(
                    "Version {} of the policy of {} stays in force: version {} of the folder is not published for now; have it "
                            + "published by a second person, and start again",
                    before.policy().version(),
                    before.policy().id(),
                    file.policy().version());
            return new InForce(before, since);
        }
        return take(file);
    }

    /** The last word counts: an older publication does not come back with its file. */
    private boolean isPublished(PolicyVersion file, Document stored) {
        Instant now = clock.now();
        return stored.getList(PUBLISHED, Document.class, List.of()).stream()
                .filter(each -> !Instant.parse(each.getString(EFFECTIVE_FROM)).isAfter(now))
                .reduce((_, later) -> later)
                .filter(last -> last.getString(SHA256).equals(file.sha256()))
                .isPresent();
    }

    private InForce take(PolicyVersion file) {
        var now = new InForce(file, clock.now());
        taken.add(now);
        return now;
    }

    private void store(InForce now) {
        policies.updateOne(
                eq(now.controller()),
                Updates.set(
                        IN_FORCE,
                        new Document(VERSION, now.version().policy().version())
                                .append(SHA256, now.version().sha256())
                                .append(YAML, now.version().yaml())
                                .append(SINCE, now.since().toString())),
                new UpdateOptions().upsert(true));
    }
}
