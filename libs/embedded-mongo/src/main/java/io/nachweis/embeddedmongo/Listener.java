package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoThreadFactory;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server side of the wire protocol, at one address or several. */
final class Listener implements AutoCloseable {

    /** A thread waits for the disk with the write it serves, so writers on one thread cannot share a commit. */
    private static final int THREADS = 16;

    private final MongoBackend backend;
    private final EventLoopGroup acceptor = group("mongo-acceptor", 1);
    private final EventLoopGroup workers = group("mongo-worker", THREADS);
    private final ChannelGroup connections = new DefaultChannelGroup(workers.next());
    private final List<Channel> open = new ArrayList<>();

    Listener(MongoBackend backend) {
        this.backend = backend;
    }

    private static EventLoopGroup group(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new MongoThreadFactory(name), NioIoHandler.newFactory());
    }

    /** Where it listens in the end. */
    SocketAddress listen(Class<? extends ServerChannel> kind, SocketAddress address) {
        Channel channel = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(kind)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        client.pipeline()
                                .addLast(
                                        new MongoWireReplyEncoder(),
                                        new MongoWireMessageEncoder(),
                                        new MongoWireProtocolHandler(),
                                        new MongoDatabaseHandler(backend, connections),
                                        new MongoExceptionHandler());
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
        open.add(channel);
        return channel.localAddress();
    }

    @Override
    public void close() {
        open.forEach(channel -> channel.close().syncUninterruptibly());
        connections.close().syncUninterruptibly();
        acceptor.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        workers.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        backend.close();
    }
}
