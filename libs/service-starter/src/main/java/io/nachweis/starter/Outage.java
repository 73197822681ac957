package io.nachweis.starter;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoWriteException;
import io.nachweis.evidence.TransientErrors;
import java.io.IOException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Tells a failure that passes by itself, and is waited out, from one that would come again every time. */
public final class Outage {

    private Outage() {}

    public static boolean isBehind(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (passes(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(Throwable cause) {
        return switch (cause) {
            case MongoNotPrimaryException _, MongoNodeIsRecoveringException _ -> true;
            case MongoBulkWriteException e ->
                e.getWriteConcernError() != null
                        || TransientErrors.contain(e)
                        || e.getWriteErrors().stream().anyMatch(error -> TransientErrors.contain(error.getCode()));
            case MongoWriteException e -> TransientErrors.contain(e);
            case MongoCommandException e -> TransientErrors.contain(e);
            case MongoException _, IOException _, RetriableException _ -> true;
            default -> false;
        };
    }
}
