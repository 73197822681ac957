package io.nachweis.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An nginx in front of one service, with what it does unless told otherwise and connections kept. */
record Nginx(Process process, int port) implements AutoCloseable {

    /** @return null where none is installed */
    static @Nullable Nginx start(Path folder, int upstream) throws IOException, InterruptedException {
        Path program = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (program == null) {
            return null;
        }
        int port = Part.freePort();
        Path home = Files.createDirectory(folder.resolve("nginx"));
        Path configuration = Files.writeString(home.resolve("nginx.conf"), configuration(upstream, port));
        Process process = new ProcessBuilder(
                        program.toString(),
                        "-p",
                        home.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        home.resolve("nginx.log").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile())
                .start();
        while (!listens(port)) {
            if (!process.isAlive()) {
                throw new IOException("nginx did not start: " + Files.readString(home.resolve("said")));
            }
            Thread.sleep(20);
        }
        return new Nginx(process, port);
    }

    String uri() {
        return "http://127.0.0.1:" + port;
    }

    private static String configuration(int upstream, int port) {
        return """
                daemon off;
                user %s;
                pid nginx.pid;
                error_log nginx.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    upstream service {
                        server 127.0.0.1:%d;
                        keepalive 8;
                    }
                    server {
                        listen 127.0.0.1:%d;
                        location / {
                            proxy_pass http://service;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                        }
                    }
                }
                """.formatted(System.getProperty("user.name"), upstream, port);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
