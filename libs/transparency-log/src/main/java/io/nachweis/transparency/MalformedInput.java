package io.nachweis.transparency;

/** Text or bytes from elsewhere do not have the format they should have. The message says what is wrong with them. */
public final class MalformedInput extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String message;

    MalformedInput(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
