package io.nachweis.limits;

import io.nachweis.contracts.PlatformProblem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A request whose body is counted while it is read, and refused as soon as it is too large. */
public final class BoundedRequest extends HttpServletRequestWrapper {

    private final long most;
    private final Connection connection = Connection.current();
    private @Nullable Body body;
    private boolean brokenOff;

    /** @throws io.nachweis.contracts.Refusal when it says itself that it is too large */
    public BoundedRequest(HttpServletRequest request, long most) {
        super(request);
        this.most = most;
        if (request.getContentLengthLong() > most) {
            throw PlatformProblem.BODY_TOO_LARGE.refusal();
        }
        if (!hasBody()) {
            connection.arrived();
        }
    }

    public boolean hasBody() {
        return getContentLengthLong() > 0 || getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** Whether the client did not send all that it began to, be it its own doing or ours. */
    public boolean isBrokenOff() {
        return brokenOff;
    }

    /**
     * Lets the server's own refusal stand, which came with the failure to read. With the exception at hand it would take
     * the blame itself.
     */
    public void leaveRefusalToServer() {
        removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Body(super.getInputStream());
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private final class Body extends ServletInputStream {

        private final ServletInputStream bytes;
        private long read;
        private boolean finished = !hasBody();

        Body(ServletInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int some;
            try {
                some = bytes.read(buffer, offset, length);
            } catch (IOException e) {
                brokenOff = true;
                throw e;
            }
            if (some < 0) {
                finished = true;
                connection.arrived();
                return -1;
            }
            read += some;
            connection.received(some);
            if (read > most) {
                throw PlatformProblem.BODY_TOO_LARGE.refusal();
            }
            return some;
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body is read by who waits for it");
        }
    }
}
