package io.nachweis.evidence;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;

/** What became of documents that were inserted in order. The one place that knows what the driver's errors mean. */
sealed interface Insertion {

    record Stored() implements Insertion {}

    /** Those before are stored; this one met another with the same position or key; none behind was tried. */
    record Duplicate(int index) implements Insertion {}

    /** Those before are stored; the server does not take this one; none behind was tried. */
    record Refused(int index, MongoException cause) implements Insertion {}

    /** Any of them may be stored, from the first on and without gaps. */
    record Uncertain(MongoException cause) implements Insertion {}

    static Insertion attempt(Runnable insert) {
        try {
            insert.run();
            return new Stored();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null || e.getWriteErrors().isEmpty()) {
                return new Uncertain(e);
            }
            BulkWriteError first = e.getWriteErrors().getFirst();
            if (TransientErrors.contain(first.getCode())) {
                return new Uncertain(e);
            }
            return ErrorCategory.fromErrorCode(first.getCode()) == ErrorCategory.DUPLICATE_KEY
                    ? new Duplicate(first.getIndex())
                    : new Refused(first.getIndex(), e);
        } catch (MongoException e) {
            return new Uncertain(e);
        }
    }
}
