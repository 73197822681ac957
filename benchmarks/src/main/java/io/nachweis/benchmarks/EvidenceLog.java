package io.nachweis.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.EvidenceLogEngine;
import io.nachweis.evidence.MongoSubjectEntries;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.personal.MasterKey;
import io.nachweis.personal.MongoSubjectKeys;
import io.nachweis.personal.PersonalDataModule;
import io.nachweis.personal.SdJwtDisclosures;
import org.bson.Document;

/** The log as a service has it: its engine, its replay by person, its keys in a database beside it. */
record EvidenceLog(MongoDatabase database, EvidenceLogEngine engine, SubjectEntries subjects) {

    private static final MasterKey MASTER = MasterKey.of(new byte[MasterKey.BYTES]);

    static EvidenceLog in(MongoClient client, String name) {
        MongoDatabase database = client.getDatabase(name);
        MongoSubjectKeys keys = new MongoSubjectKeys(client.getDatabase(name + "_keys"), MASTER);
        SdJwtDisclosures disclosures = new SdJwtDisclosures(keys);
        PublishedTypeSerializer serializer =
                PublishedTypeSerializer.of(EntryTypes.of(Subscribed.class), new PersonalDataModule());
        EvidenceLogEngine engine =
                EvidenceLogEngine.builder(database, serializer, disclosures).build();
        engine.ensureIndexes();
        return new EvidenceLog(database, engine, new MongoSubjectEntries(database, disclosures));
    }

    MongoCollection<Document> documents() {
        return database.getCollection("log");
    }
}
