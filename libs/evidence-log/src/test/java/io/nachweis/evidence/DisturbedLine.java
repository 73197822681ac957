package io.nachweis.evidence;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** A database whose users are disturbed around their n-th write: before it, or after it and before the answer. */
final class DisturbedLine {

    /** The process is gone. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }

    private static final Set<String> WRITES = Set.of("insertOne", "insertMany", "replaceOne");

    private final int write;
    private final boolean isWritten;
    private final Runnable disturbance;
    private int writes;

    /**
     * @param write around which it happens, from 1
     * @param isWritten whether that one reaches the database first
     */
    DisturbedLine(int write, boolean isWritten, Runnable disturbance) {
        this.write = write;
        this.isWritten = isWritten;
        this.disturbance = disturbance;
    }

    boolean wasDisturbed() {
        return writes >= write;
    }

    MongoDatabase to(MongoDatabase database) {
        return proxy(MongoDatabase.class, database);
    }

    private <T> T proxy(Class<T> type, T target) {
        InvocationHandler handler = (_, method, arguments) -> {
            boolean isTheOne = WRITES.contains(method.getName()) && ++writes == write;
            if (isTheOne && !isWritten) {
                disturbance.run();
            }
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (isTheOne && isWritten) {
                disturbance.run();
            }
            return switch (result) {
                case MongoDatabase database -> proxy(MongoDatabase.class, database);
                case MongoCollection<?> collection -> proxy(MongoCollection.class, collection);
                case null, default -> result;
            };
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
