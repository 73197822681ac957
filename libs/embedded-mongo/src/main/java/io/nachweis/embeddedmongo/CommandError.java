package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.exception.MongoServerError;

/**
 * The error that answers a command which is not served, instead of an answer that a MongoDB would not give. Names
 * fields, never values.
 */
final class CommandError extends MongoServerError {

    private static final long serialVersionUID = 1L;

    private CommandError(int code, String name, String message) {
        super(code, name, message);
    }

    static CommandError of(String what) {
        return new CommandError(115, "CommandNotSupported", "The embedded server does not support " + what);
    }

    /** With the code and the words of a MongoDB that is not in a replica set. */
    static CommandError ofTransaction() {
        return new CommandError(
                20, "IllegalOperation", "Transaction numbers are only allowed on a replica set member or mongos");
    }

    /** With the code of a MongoDB that runs with {@code notablescan}. */
    static CommandError ofScan(String message) {
        return new CommandError(291, "NoQueryExecutionPlans", message);
    }

    static CommandError ofFailure(String message) {
        return new CommandError(1, "InternalError", message);
    }
}
