package pgcharm.hook;

import java.util.Map;
import java.util.Optional;
import pgcharm.access.Password;
import pgcharm.juju.HookTools;

/// The application's secret that holds the password of a login made by an action, labelled `access.<login>`.
final class ActionSecret {
    private final HookTools tools;
    private final String login;
    private final Optional<String> uri;

    ActionSecret(HookTools tools, String login) {
        this.tools = tools;
        this.login = login;
        this.uri = tools.findSecret("access." + login);
    }

    boolean exists() {
        return uri.isPresent();
    }

    Optional<Password> password() {
        return uri.flatMap(known -> tools.ownSecret(known).get("password")).flatMap(Password::of);
    }

    void hold(Password password) {
        Map<String, String> content = Map.of("username", login, "password", password.text());
        if (uri.isEmpty()) {
            tools.addSecret("access." + login, content);
        } else if (!tools.ownSecret(uri.get()).values().equals(content)) {
            tools.setSecret(uri.get(), content);
        }
    }

    void remove() {
        uri.ifPresent(tools::removeSecret);
    }
}
