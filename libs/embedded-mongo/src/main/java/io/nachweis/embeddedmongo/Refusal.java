package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.exception.MongoServerError;

/** Says no, instead of answering in another way than a MongoDB would. Names fields, never values. */
final class Refusal extends MongoServerError {

    private static final long serialVersionUID = 1L;

    private Refusal(int code, String name, String message) {
        super(code, name, message);
    }

    static Refusal of(String what) {
        return new Refusal(115, "CommandNotSupported", "The embedded server does not support " + what);
    }

    /** With the code and the words of a MongoDB that is not in a replica set. */
    static Refusal ofTransaction() {
        return new Refusal(
                20, "IllegalOperation", "Transaction numbers are only allowed on a replica set member or mongos");
    }

    /** With the code of a MongoDB that runs with {@code notablescan}. */
    static Refusal ofScan(String message) {
        return new Refusal(291, "NoQueryExecutionPlans", message);
    }

    static Refusal ofFailure(String message) {
        return new Refusal(1, "InternalError", message);
    }
}
