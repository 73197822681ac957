package io.nachweis.forms.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Pads response times against timing attacks: holds an answer back until the next multiple of the step. As an
 * interceptor it notices that a call is marked; as a filter, around everything that could write, it waits. Threads are
 * virtual, so waiting costs nothing but time.
 */
final class ResponseTimePadding extends OncePerRequestFilter implements HandlerInterceptor {

    private static final String MARKED = ResponseTimePadding.class.getName();
    private static final String HELD = MARKED + ".held";

    private static final ThreadLocal<Long> NOT_BEFORE = new ThreadLocal<>();

    private final long step;

    ResponseTimePadding(Duration step) {
        this.step = step.toNanos();
    }

    /** This request's answer, if it is marked, waits until then as well: once, since waking up takes its time too. */
    static void notBefore(long nanoTime) {
        NOT_BEFORE.set(nanoTime);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isMarked(method)) {
            request.setAttribute(MARKED, true);
        } else if (request.getAttribute(HELD) instanceof Held held) {
            held.letGo();
        }
        return true;
    }

    private static boolean isMarked(HandlerMethod method) {
        return method.hasMethodAnnotation(SameAnswer.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), SameAnswer.class);
    }

    /** Only what changes something can tell something. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long came = System.nanoTime();
        var held = new Held(response);
        request.setAttribute(HELD, held);
        try {
            chain.doFilter(request, held);
            if (request.getAttribute(MARKED) != null) {
                waitUntil(came + nextStep(passed(came)));
            }
        } finally {
            NOT_BEFORE.remove();
        }
        held.copyBodyToResponse();
    }

    /** Keeps an answer until its time has come; one that need not wait is let go, so that a large one takes no memory. */
    private static final class Held extends HttpServletResponseWrapper {

        private final ContentCachingResponseWrapper copy;

        Held(HttpServletResponse response) {
            super(new ContentCachingResponseWrapper(response));
            copy = (ContentCachingResponseWrapper) getResponse();
        }

        void letGo() {
            setResponse(copy.getResponse());
        }

        void copyBodyToResponse() throws IOException {
            copy.copyBodyToResponse();
        }
    }

    private static long passed(long came) {
        long passed = System.nanoTime() - came;
        Long notBefore = NOT_BEFORE.get();
        return notBefore == null ? passed : Math.max(passed, notBefore - came);
    }

    private long nextStep(long passed) {
        return step == 0 ? passed : Math.ceilDiv(Math.max(passed, 1), step) * step;
    }

    private static void waitUntil(long end) {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
