package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import pgcharm.access.Password;
import pgcharm.juju.Secrets;

/// The application's secret that holds the password of a login made by an action, labelled `access.<login>`.
final class ActionSecret {
    private final Secrets secrets;
    private final String login;
    private final Optional<String> uri;

    ActionSecret(Secrets secrets, String login) {
        this.secrets = secrets;
        this.login = login;
        this.uri = secrets.find("access." + login);
    }

    boolean exists() {
        return uri.isPresent();
    }

    Optional<Password> password() {
        return uri.flatMap(known -> secrets.own(known).get("password")).flatMap(Password::of);
    }

    void hold(Password password) {
        Map<String, String> content = Map.of("username", login, "password", password.text());
        if (uri.isEmpty()) {
            secrets.add("access." + login, content);
        } else if (!secrets.own(uri.get()).values().equals(content)) {
            secrets.set(uri.get(), content);
        }
    }

    void remove() {
        uri.ifPresent(secrets::remove);
    }
}
