package io.nachweis.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Attackers, in a process of their own, on a core of their own where there is {@code taskset}. They know the documents and
 * the code, have no token, and control what they send, how fast, and from where: every second one from an address of its
 * own, the others from forty. Whoever is cut off or refused comes again at once.
 */
final class Flood implements AutoCloseable {

    /** What they do; every second one as is said, the others with as much as they know to be within the limits. */
    enum Attack {
        /** Small bodies that become much: objects with nothing in them. */
        HOLLOW(2 * 40),
        /** Bodies that lack their last byte, for ever. */
        UNFINISHED(2 * 1_163),
        /** A byte each 1.5 seconds, of a head or of a body. */
        DRIPPING(2_000);

        private final int attackers;

        Attack(int attackers) {
            this.attackers = attackers;
        }
    }

    private static final int LARGE = 319_000;
    private static final int WITHIN_LIMITS = 32 * 1024;
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(1_500);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final Process process;

    private Flood(Process process) {
        this.process = process;
    }

    static Flood of(Duration length, int port, Attack... attacks) throws IOException {
        String attack = String.join(
                " ",
                "exec",
                "$(command -v taskset >/dev/null && echo taskset -c 1)",
                "\"$0\" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$1\" " + Flood.class.getName(),
                Long.toString(length.toSeconds()),
                Integer.toString(port),
                Arrays.toString(attacks).replaceAll("[\\[\\],]", ""));
        return new Flood(new ProcessBuilder(
                        "sh",
                        "-c",
                        attack,
                        System.getProperty("java.home") + "/bin/java",
                        Flood.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                .inheritIO()
                .start());
    }

    boolean isOn() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /** Seconds, port, attacks. */
    public static void main(String... args) throws InterruptedException {
        long end =
                System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[0])).toNanos();
        int port = Integer.parseInt(args[1]);
        AtomicInteger connections = new AtomicInteger();
        try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String attack : Arrays.copyOfRange(args, 2, args.length)) {
                for (int i = 0; i < Attack.valueOf(attack).attackers; i++) {
                    int number = i;
                    attackers.execute(() -> attack(Attack.valueOf(attack), number, port, end, connections));
                }
            }
        }
        System.out.println("Attackers made " + connections + " connections");
    }

    private static void attack(Attack attack, int number, int port, long end, AtomicInteger connections) {
        boolean asSaid = number / 2 % 2 == 0;
        String from = number % 2 == 0
                ? "127.66.%d.%d".formatted(number / 200, 1 + number % 200)
                : "127.67.0.%d".formatted(1 + number / 2 % 40);
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(from, 0));
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                connections.incrementAndGet();
                socket.setSoTimeout(Math.toIntExact(Math.max(1, (end - System.nanoTime()) / 1_000_000)));
                send(attack, asSaid, socket.getOutputStream(), end);
                socket.getInputStream().readAllBytes();
            } catch (IOException refused) {
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    private static void send(Attack attack, boolean asSaid, OutputStream out, long end) throws IOException {
        int size = asSaid ? LARGE : WITHIN_LIMITS;
        switch (attack) {
            case HOLLOW -> out.write((head("subscriptions", size) + hollow(size)).getBytes(US_ASCII));
            case UNFINISHED ->
                out.write((head(asSaid ? "subjects/lookup" : "subscriptions", size)
                                + hollow(size).substring(1))
                        .getBytes(US_ASCII));
            case DRIPPING -> {
                out.write((asSaid ? "GET /idm/confirm?token=" : head("subscriptions", size)).getBytes(US_ASCII));
                while (System.nanoTime() < end) {
                    out.write('x');
                    LockSupport.parkNanos(BETWEEN_BYTES.toNanos());
                }
            }
        }
    }

    private static String head(String path, int size) {
        return "POST /api/v1/idm/" + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer none\r\nContent-Type: application/json\r\nContent-Length: " + size
                + "\r\n\r\n";
    }

    private static String hollow(int size) {
        String form = "{\"email\":\"attacker@example.org\",\"consents\":[\"newsletter/1/de\"],\"x\":[{}";
        String end = "]}";
        int objects = (size - form.length() - end.length()) / 3;
        String body = form + ",{}".repeat(objects) + end;
        return body + " ".repeat(size - body.length());
    }
}
