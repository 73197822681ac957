package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void are_the_usual_ones_by_default() {
        Ports ports = new Ports(8080);

        assertThat(ports.all())
                .extracting(Ports.Port::number)
                .containsExactly(8080, 8082, 8083, 8086, 8084, 8085, 9092, 9093);
        assertThat(ports.ofTrial(true)).extracting(Ports.Port::number).containsExactly(8081, 2525, 9094, 8087);
    }

    @Test
    void move_together() {
        assertThat(new Ports(9080).kafka()).isEqualTo(10092);
    }

    @Test
    void know_which_of_them_is_taken() throws Exception {
        try (ServerSocket someone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new Ports.Port("Kafka", someone.getLocalPort()).isFree()).isFalse();
        }
    }

    @Test
    void must_all_be_real_ones() {
        assertThatThrownBy(() -> new Ports(80)).isInstanceOf(CannotRun.class);
        assertThatThrownBy(() -> new Ports(60_000)).isInstanceOf(CannotRun.class);
    }
}
