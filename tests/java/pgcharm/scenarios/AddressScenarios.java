package pgcharm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A server with several addresses, and others for clients outside.
@ExtendWith(InJuju.class)
final class AddressScenarios {
    @Test
    void everyClientIsToldTheAddressesThatAreGoodForIt(@InJuju.Unattached World world) {
        String endpoint = world.server().endpoint();
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        String other = "localhost:" + port;
        Map<String, String> access = world.access();
        access.put("endpoints", endpoint + "," + other);
        access.put("read-only-endpoints", other);
        world.attach(access);
        world.settle();
        Client inside = Client.of(world, "inside").asksFor(world.name("several"));
        Client outside =
                Client.of(world, "outside").asksFor(world.name("several"), "external-node-connectivity", "true");
        for (Client client : new Client[] {inside, outside}) {
            Map<String, String> received = client.received();
            assertThat(received)
                    .containsEntry("endpoints", endpoint + "," + other)
                    .containsEntry("read-only-endpoints", other);
            assertThat(client.login().endpoints()).as("uris has one address").isEqualTo(endpoint);
            String many = received.getOrDefault("multi-host-uris", "");
            assertThat(many).endsWith("?target_session_attrs=read-write");
            Login all = Login.of(many).with("targetServerType=primary");
            assertThat(all.endpoints()).isEqualTo(endpoint + "," + other);
            assertThat(all.query("SELECT session_user")).isEqualTo(received.get("username"));
            assertThat(Login.of(received.getOrDefault("read-only-uris", "")).endpoints())
                    .isEqualTo(other);
        }
        assertThat(world.ran("list-access", Map.of()).result("access"))
                .as("an operator's server is good outside")
                .doesNotContain("inside only");

        world.configure("external-endpoints", "127.0.0.2:" + port);
        world.settle();

        assertThat(outside.received())
                .containsEntry("endpoints", "127.0.0.2:" + port)
                .doesNotContainKeys("read-only-endpoints", "read-only-uris", "multi-host-uris");
        assertThat(outside.login().endpoints()).isEqualTo("127.0.0.2:" + port);
        assertThat(inside.databag()).containsEntry("endpoints", endpoint + "," + other);

        world.configure("external-endpoints", "");
        world.settle();

        assertThat(outside.databag()).containsEntry("endpoints", endpoint + "," + other);
        assertThat(outside.login().query("SELECT 1")).isEqualTo("1");
    }
}
