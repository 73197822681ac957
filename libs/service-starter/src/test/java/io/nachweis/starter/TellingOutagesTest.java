package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TellingOutagesTest {

    private static final ServerAddress SERVER = new ServerAddress();
    private static final int DUPLICATE_KEY = 11000;
    private static final int WRITE_CONCERN_TIMEOUT = 64;
    private static final int INTERRUPTED_DUE_TO_REPL_STATE_CHANGE = 11602;

    @ParameterizedTest
    @ValueSource(
            ints = {
                6, 7, 24, 43, 50, 64, 79, 89, 91, 100, 112, 133, 134, 187, 189, 237, 246, 262, 365, 9001, 10107, 11600,
                11601, 11602, 13435, 13436, 14031
            })
    void an_error_of_the_server_passes(int code) {
        assertThat(Outage.isBehind(command(code))).isTrue();
        assertThat(Outage.isBehind(new IllegalStateException(write(code)))).isTrue();
        assertThat(Outage.isBehind(bulk(null, code))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 13, 14, 20, 26, 59, 72, 85, 121, DUPLICATE_KEY, 10334, 17280})
    void an_error_about_what_was_sent_comes_again_every_time(int code) {
        assertThat(Outage.isBehind(command(code))).isFalse();
        assertThat(Outage.isBehind(new IllegalStateException(write(code)))).isFalse();
        assertThat(Outage.isBehind(bulk(null, code))).isFalse();
    }

    @Test
    void what_no_majority_has_confirmed_is_tried_again() {
        var unconfirmed = new WriteConcernError(WRITE_CONCERN_TIMEOUT, "WriteConcernTimeout", "", new BsonDocument());

        assertThat(Outage.isBehind(bulk(unconfirmed))).isTrue();
        assertThat(Outage.isBehind(bulk(unconfirmed, DUPLICATE_KEY))).isTrue();
        assertThat(Outage.isBehind(bulk(null, DUPLICATE_KEY, INTERRUPTED_DUE_TO_REPL_STATE_CHANGE)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RetryableWriteError", "TransientTransactionError"})
    void what_the_driver_calls_transient_passes_whatever_its_code(String label) {
        var failure = command(1);
        failure.addLabel(label);

        assertThat(Outage.isBehind(failure)).isTrue();
    }

    @Test
    void a_cursor_that_the_server_lost_and_a_lost_connection_pass() {
        assertThat(Outage.isBehind(new MongoCursorNotFoundException(7, response(43), SERVER)))
                .isTrue();
        assertThat(Outage.isBehind(new MongoSocketReadException("", SERVER))).isTrue();
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(response(code), SERVER);
    }

    private static MongoWriteException write(int code) {
        return new MongoWriteException(new WriteError(code, "", new BsonDocument()), SERVER, Set.of());
    }

    private static MongoBulkWriteException bulk(@Nullable WriteConcernError concern, int... codes) {
        List<BulkWriteError> errors = Arrays.stream(codes)
                .mapToObj(code -> new BulkWriteError(code, "", new BsonDocument(), 0))
                .toList();
        return new MongoBulkWriteException(BulkWriteResult.unacknowledged(), errors, concern, SERVER, Set.of());
    }

    private static BsonDocument response(int code) {
        return new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString(""))
                .append("errorLabels", new BsonArray());
    }
}
