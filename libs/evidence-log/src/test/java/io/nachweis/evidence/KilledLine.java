package io.nachweis.evidence;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** A database whose process is killed around its n-th write: before it, or after it and before the answer. */
final class KilledLine {

    /** The process is gone. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }

    private static final Set<String> WRITES = Set.of("insertOne", "insertMany", "replaceOne");

    private final int last;
    private final boolean isWritten;
    private int writes;

    /**
     * @param last which write is the last one, from 1
     * @param isWritten whether that one reaches the database
     */
    KilledLine(int last, boolean isWritten) {
        this.last = last;
        this.isWritten = isWritten;
    }

    boolean isDead() {
        return writes >= last;
    }

    MongoDatabase to(MongoDatabase database) {
        return proxy(MongoDatabase.class, database);
    }

    private <T> T proxy(Class<T> type, T target) {
        InvocationHandler handler = (_, method, arguments) -> {
            boolean kills = WRITES.contains(method.getName()) && ++writes == last;
            if (kills && !isWritten) {
                throw new Killed();
            }
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (kills) {
                throw new Killed();
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
