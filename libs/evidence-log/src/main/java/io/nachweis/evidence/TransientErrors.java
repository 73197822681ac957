package io.nachweis.evidence;

import com.mongodb.MongoException;
import java.util.Set;

/**
 * The errors of MongoDB that pass by themselves: those of the server, of its replica set and of the way there, and none
 * about what was sent. The driver's labels say so where it retries by itself; for everything else there are the codes of
 * the server's {@code error_codes.yml}.
 */
public final class TransientErrors {

    private static final Set<Integer> CODES = Set.of(
            6, // HostUnreachable
            7, // HostNotFound
            24, // LockTimeout
            43, // CursorNotFound
            46, // LockBusy
            50, // MaxTimeMSExpired
            64, // WriteConcernTimeout
            79, // UnknownReplWriteConcern
            89, // NetworkTimeout
            90, // CallbackCanceled
            91, // ShutdownInProgress
            94, // NotYetInitialized
            100, // UnsatisfiableWriteConcern
            112, // WriteConflict
            133, // FailedToSatisfyReadPreference
            134, // ReadConcernMajorityNotAvailableYet
            145, // PooledConnectionsDropped
            175, // QueryPlanKilled
            187, // LinearizableReadConcernError
            189, // PrimarySteppedDown
            202, // NetworkInterfaceExceededTimeLimit
            215, // DatabaseDropPending
            216, // ElectionInProgress
            237, // CursorKilled
            239, // SnapshotTooOld
            246, // SnapshotUnavailable
            262, // ExceededTimeLimit
            264, // TooManyFilesOpen
            279, // ClientDisconnect
            290, // TransactionExceededLifetimeLimitSeconds
            314, // ObjectIsBusy
            317, // ConnectionPoolExpired
            355, // InterruptedDueToStorageChange
            365, // TemporarilyUnavailable
            371, // UserWritesBlocked
            384, // ConnectionError
            402, // ResourceExhausted
            407, // PooledConnectionAcquisitionExceededTimeLimit
            433, // AdmissionQueueOverflow
            449, // RateLimitExceeded
            9001, // SocketException
            10107, // NotWritablePrimary
            11600, // InterruptedAtShutdown
            11601, // Interrupted
            11602, // InterruptedDueToReplStateChange
            13435, // NotPrimaryNoSecondaryOk
            13436, // NotPrimaryOrSecondary
            14031); // OutOfDiskSpace

    private TransientErrors() {}

    public static boolean contain(MongoException failure) {
        return failure.hasErrorLabel("RetryableWriteError")
                || failure.hasErrorLabel("TransientTransactionError")
                || contain(failure.getCode());
    }

    public static boolean contain(int code) {
        return CODES.contains(code);
    }
}
