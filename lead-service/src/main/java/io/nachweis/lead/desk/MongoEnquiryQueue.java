package io.nachweis.lead.desk;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** {@code {_id: <enquiry>, controller, standing, position}}. */
@Component
class MongoEnquiryQueue implements EnquiryQueue {

    private static final String CONTROLLER = "controller";
    private static final String STANDING = "standing";
    private static final String POSITION = "position";

    private final MongoCollection<Document> enquiries;

    MongoEnquiryQueue(MongoDatabase database) {
        enquiries = database.getCollection("enquiries");
        enquiries.createIndex(Indexes.ascending(CONTROLLER, STANDING, POSITION));
    }

    @Override
    public void put(String controller, Item item) {
        String id = item.enquiry().toString();
        var document = new Document("_id", id)
                .append(CONTROLLER, controller)
                .append(STANDING, EnquiryStatus.OPEN.name())
                .append(POSITION, item.position());
        enquiries.replaceOne(eq("_id", id), document, new ReplaceOptions().upsert(true));
    }

    @Override
    public void close(UUID enquiry) {
        enquiries.updateOne(eq("_id", enquiry.toString()), Updates.set(STANDING, EnquiryStatus.CLOSED.name()));
    }

    @Override
    public void remove(UUID enquiry) {
        enquiries.deleteOne(eq("_id", enquiry.toString()));
    }

    @Override
    public void clear() {
        enquiries.deleteMany(new Document());
    }

    @Override
    public List<Item> after(String controller, EnquiryStatus status, long position, int atMost) {
        return enquiries
                .find(and(eq(CONTROLLER, controller), eq(STANDING, status.name()), gt(POSITION, position)))
                .sort(Indexes.ascending(POSITION))
                .limit(atMost)
                .map(found -> new Item(UUID.fromString(found.getString("_id")), found.getLong(POSITION)))
                .into(new ArrayList<>());
    }
}
