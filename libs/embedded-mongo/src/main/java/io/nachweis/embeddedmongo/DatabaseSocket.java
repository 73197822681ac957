package io.nachweis.embeddedmongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The Unix domain socket that the database of a folder listens on.
 *
 * @param path of the socket's file
 */
public record DatabaseSocket(Path path) {

    private static final String NAME = "mongo.sock";

    /** In bytes; macOS takes 102, Linux 106. */
    private static final int LONGEST = 100;

    private static final String SAME_IN_LOWER_CASE = "abcdefghijklmnopqrstuvwxyz0123456789/._-";

    /** Something done by an address. */
    public interface Opening<T> {
        T at(UnixDomainSocketAddress address) throws IOException;
    }

    public static DatabaseSocket in(Path folder) {
        return new DatabaseSocket(folder.toAbsolutePath().normalize().resolve(NAME));
    }

    /** @param host as a driver has it from {@link #uri}, in lower case */
    public static DatabaseSocket ofHost(String host) {
        return new DatabaseSocket(Path.of(URLDecoder.decode(host, UTF_8)));
    }

    /** For a driver, which takes a path for the name of a host: it makes capitals small, and seeks a port behind a colon. */
    public String uri() {
        StringBuilder host = new StringBuilder();
        for (byte each : path.toString().getBytes(UTF_8)) {
            if (SAME_IN_LOWER_CASE.indexOf(each) >= 0) {
                host.append((char) each);
            } else {
                host.append('%').append(HexFormat.of().toHexDigits(each));
            }
        }
        return "mongodb://" + URLEncoder.encode(host.toString(), UTF_8) + "/?directConnection=true&retryWrites=false";
    }

    /** By a short way for as long as it takes, where the path is longer than the address of a socket may be. */
    public <T> T open(Opening<T> opening) throws IOException {
        if (path.toString().getBytes(UTF_8).length <= LONGEST) {
            return opening.at(UnixDomainSocketAddress.of(path));
        }
        Path shortcut = Files.createTempDirectory("nachweis"); // for its owner alone
        Path folder = shortcut.resolve("folder");
        try {
            Files.createSymbolicLink(folder, path.getParent());
            return opening.at(UnixDomainSocketAddress.of(folder.resolve(path.getFileName())));
        } finally {
            Files.deleteIfExists(folder);
            Files.delete(shortcut);
        }
    }
}
