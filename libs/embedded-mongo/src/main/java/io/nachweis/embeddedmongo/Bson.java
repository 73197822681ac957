package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Documents as they are stored: a fresh copy at every reading, because the library changes documents in place. */
final class Bson {

    private Bson() {}

    static Bytes write(Document document) {
        ByteBuf buffer = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, buffer);
        if (buffer.readableBytes() > BsonConstants.MAX_BSON_OBJECT_SIZE) {
            throw CommandError.of("a document of more than " + BsonConstants.MAX_BSON_OBJECT_SIZE + " bytes");
        }
        return Bytes.of(ByteBufUtil.getBytes(buffer));
    }

    static Document read(Bytes bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes.array()));
    }
}
