package io.nachweis.newsletter.audience;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** {@code {_id: <audience>/<subscription>, audience, subscription, joined, position}}. */
@Component
class MongoMembers implements Members {

    private static final String AUDIENCE = "audience";
    private static final String SUBSCRIPTION = "subscription";
    private static final String JOINED = "joined";
    private static final String POSITION = "position";

    private final MongoCollection<Document> members;

    MongoMembers(MongoDatabase database) {
        members = database.getCollection("audience");
        members.createIndex(Indexes.ascending(AUDIENCE, POSITION));
        members.createIndex(Indexes.ascending(AUDIENCE, JOINED, POSITION));
    }

    @Override
    public void put(Audience audience, Member member) {
        try {
            members.updateOne(
                    and(eq("_id", audience + "/" + member.subscription()), lt(POSITION, member.position())),
                    Updates.combine(
                            Updates.set(AUDIENCE, audience.toString()),
                            Updates.set(SUBSCRIPTION, member.subscription().toString()),
                            Updates.set(JOINED, member.joined()),
                            Updates.set(POSITION, member.position())),
                    new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            // It is there and not earlier.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    @Override
    public List<Member> joined(Audience audience, long after, int atMost) {
        return find(and(eq(AUDIENCE, audience.toString()), eq(JOINED, true), gt(POSITION, after)), atMost);
    }

    @Override
    public List<Member> changed(Audience audience, long after, int atMost) {
        return find(and(eq(AUDIENCE, audience.toString()), gt(POSITION, after)), atMost);
    }

    private List<Member> find(Bson which, int atMost) {
        return members.find(which)
                .sort(Indexes.ascending(POSITION))
                .limit(atMost)
                .map(MongoMembers::member)
                .into(new ArrayList<>());
    }

    @Override
    public long last(Audience audience) {
        Document last = members.find(eq(AUDIENCE, audience.toString()))
                .sort(Indexes.descending(POSITION))
                .limit(1)
                .first();
        return last == null ? -1 : last.getLong(POSITION);
    }

    @Override
    public void clear() {
        members.deleteMany(new Document());
    }

    private static Member member(Document found) {
        return new Member(
                UUID.fromString(found.getString(SUBSCRIPTION)), found.getBoolean(JOINED), found.getLong(POSITION));
    }
}
