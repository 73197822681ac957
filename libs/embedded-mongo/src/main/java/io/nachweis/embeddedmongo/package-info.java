/**
 * The embedded default: MongoDB's wire protocol in this JVM, over one folder.
 *
 * <p>{@code mongo-java-server} speaks the protocol and knows the query and update language. What it lacks is added by
 * extending its abstract backend, database, collection and index: documents and indexes as ordered bytes in one map in
 * RocksDB, reads of the last durable state without a lock, and writes that are answered once they are on
 * disk. Whatever it would answer in another way than a MongoDB, or by reading a whole collection, is refused.
 */
@NullMarked
package io.nachweis.embeddedmongo;

import org.jspecify.annotations.NullMarked;
