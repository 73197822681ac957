package io.nachweis.starter;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.nachweis.personal.Disclosures;
import io.nachweis.personal.Handles;
import io.nachweis.personal.MasterKey;
import io.nachweis.personal.MongoHandles;
import io.nachweis.personal.MongoSubjectKeys;
import io.nachweis.personal.PersonalDataModule;
import io.nachweis.personal.SdJwtDisclosures;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.Controllers;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The settings, the secrets, the database, the clock of a service, and how it keeps personal data. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
@EnableConfigurationProperties(NachweisSettings.class)
@Import(PathSetting.class)
class NachweisAutoConfiguration {

    /** What {@link DomainClock} reads. Tokens, signatures and Kafka keep real time. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    DomainClock domainClock(Clock clock) {
        return new DomainClock(clock);
    }

    @Bean
    @ConditionalOnMissingBean
    Controllers controllers(PolicyVersions versions) {
        return versions.controllers();
    }

    @Bean
    PolicyVersions policyVersions(NachweisSettings settings, MongoDatabase database, DomainClock clock) {
        return new PolicyVersions(settings.controllers(), database, clock);
    }

    @Bean
    PolicyRequirements policyRequirements(
            NachweisSettings settings, Controllers controllers, List<PolicyRequirement> requirements) {
        return new PolicyRequirements(settings.service(), controllers, requirements);
    }

    @Bean
    RegisteredHosts registeredDatabase(NachweisSettings settings) {
        return RegisteredHosts.ofMongodb("MONGODB_URI", settings.mongodbUri());
    }

    @Bean
    RegisteredHosts registeredDatabaseOfTheEraser(NachweisSettings settings) {
        String uri = settings.mongodbEraserUri();
        String setting = "MONGODB_ERASER_URI";
        return uri == null ? new RegisteredHosts(setting, List.of()) : RegisteredHosts.ofMongodb(setting, uri);
    }

    @Bean
    RegisteredHosts registeredBrokers(NachweisSettings settings) {
        return RegisteredHosts.ofKafka(settings.kafkaBootstrapServers());
    }

    @Bean
    Node node(Environment environment) {
        return Node.of(environment);
    }

    @Bean
    Secrets secrets(NachweisSettings settings) {
        return new Secrets(settings.secrets());
    }

    @Bean
    MongoClient mongoClient(NachweisSettings settings) {
        return Mongo.connect(settings.mongodbUri(), settings.service());
    }

    /** The service's own database. */
    @Bean
    MongoDatabase database(MongoClient client, NachweisSettings settings) {
        return client.getDatabase(settings.database());
    }

    @Bean
    EraserDatabase eraserDatabase(MongoClient client, NachweisSettings settings) {
        return EraserDatabase.of(client, settings);
    }

    @Bean
    OutsideStore outsideStore(NachweisSettings settings) {
        return OutsideStore.of(settings);
    }

    @Bean
    SubjectKeys subjectKeys(MongoClient client, NachweisSettings settings, Secrets secrets) {
        return new MongoSubjectKeys(client.getDatabase(settings.keysDatabase()), MasterKey.of(secrets.key("master")));
    }

    @Bean
    Handles handles(MongoClient client, NachweisSettings settings) {
        return new MongoHandles(client.getDatabase(settings.keysDatabase()));
    }

    @Bean
    Disclosures disclosures(SubjectKeys keys) {
        return new SdJwtDisclosures(keys);
    }

    @Bean
    SubjectIds subjectIds(Controllers controllers, Secrets secrets) {
        return new ControllerSubjectIds(controllers, secrets);
    }

    /** Addresses and pseudonyms are plain strings in requests and answers too. */
    @Bean
    PersonalDataModule personalDataModule() {
        return new PersonalDataModule();
    }

    @Bean
    HealthIndicator mongoHealthIndicator(MongoClient client) {
        return () -> {
            Mongo.ping(client);
            return Health.up().build();
        };
    }
}
