package pgcharm.scenarios;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pgcharm.scenarios.CrashAttempt.ActionAttempt;
import pgcharm.scenarios.CrashAttempt.HookAttempt;

/// The kinds of hooks and actions that change something.
enum CrashKind {
    FIRST_REQUEST_WITH_SECRETS {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = joined(world, round);
            return HookAttempt.of(
                    world, CHANGED, () -> write(client, ask(database(world, round))), and(served, client));
        }
    },
    FIRST_REQUEST_WITHOUT_SECRETS {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = joined(world, round);
            Map<String, String> ask = Map.of("database", database(world, round));
            return HookAttempt.of(world, CHANGED, () -> write(client, ask), and(served, client));
        }
    },
    FIRST_REQUEST_WITH_A_NAME {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = joined(world, round);
            Map<String, String> ask = new HashMap<>(ask(database(world, round)));
            ask.put("requested-entity-secret", wantedName(client, world.name("named") + round));
            return HookAttempt.of(world, CHANGED, () -> write(client, ask), and(served, client));
        }
    },
    FIRST_REQUEST_FOR_AN_ENTITY {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = joined(world, round);
            Map<String, String> ask = new HashMap<>(ask(database(world, round)));
            ask.putAll(entity());
            return HookAttempt.of(world, CHANGED, () -> write(client, ask), and(served, client));
        }
    },
    LOGIN_THAT_BECOMES_AN_ENTITY {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = joined(world, round).asksFor(database(world, round));
            return HookAttempt.of(world, CHANGED, () -> write(client, entity()), and(served, client));
        }
    },
    REPEATED_REQUEST {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = served.isEmpty() ? joined(world, round).asksFor(database(world, round)) : served.getFirst();
            Runnable cause = () -> world.model().fireRelation(World.UNIT, CHANGED, client.relation(), client.unit());
            return HookAttempt.of(world, CHANGED, cause, List.of(client));
        }
    },
    OTHER_DATABASE {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = served.isEmpty() ? joined(world, round).asksFor(world.name("old")) : served.getFirst();
            return HookAttempt.of(world, CHANGED, () -> write(client, ask(database(world, round))), List.of(client));
        }
    },
    RELATION_BROKEN {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = joined(world, round).asksFor(world.name("kept"));
            return HookAttempt.of(world, BROKEN, () -> world.model().removeRelation(client.relation()), List.of());
        }
    },
    RELATION_BROKEN_THAT_FREES_A_NAME {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            served.forEach(Client::leaves);
            String wanted = world.name("freed");
            Client first = joined(world, round);
            first.asksFor(database(world, round), "requested-entity-secret", wantedName(first, wanted));
            Client second = joined(world, "second" + round);
            second.asksFor(database(world, round), "requested-entity-secret", wantedName(second, wanted));
            second.refusal();
            return HookAttempt.of(world, BROKEN, () -> world.model().removeRelation(first.relation()), List.of(second));
        }
    },
    UPDATE_STATUS_THAT_SERVES {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = refusedUntilNow(world, round, served);
            String hook = "update-status";
            return HookAttempt.of(world, hook, () -> world.model().fire(World.UNIT, hook), List.of(client));
        }
    },
    UPDATE_STATUS_THAT_REMOVES {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = joined(world, round).asksFor(database(world, round));
            String server = world.serverSecret();
            world.model().revokeSecret(server, World.PROVIDER);
            client.leaves();
            world.model().grantSecret(server, World.PROVIDER);
            String hook = "update-status";
            return HookAttempt.of(world, hook, () -> world.model().fire(World.UNIT, hook), List.of());
        }
    },
    CONFIG_CHANGED_THAT_SERVES {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            served.forEach(Client::leaves);
            String server = world.serverSecret();
            world.model().revokeSecret(server, World.PROVIDER);
            Client client = joined(world, round).asksFor(database(world, round));
            world.model().grantSecret(server, World.PROVIDER);
            Runnable cause = () -> world.configure("extensions-allowed", "x" + round);
            return HookAttempt.of(world, "config-changed", cause, List.of(client));
        }
    },
    RECONCILE_THAT_SERVES {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Client client = refusedUntilNow(world, round, served);
            return new ActionAttempt(world, "reconcile", Map.of(), List.of(client));
        }
    },
    GET_CREDENTIALS {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            return new ActionAttempt(world, "get-credentials", person(world, round), List.of());
        }
    },
    GET_CREDENTIALS_WITHOUT_A_NAME {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Map<String, Object> parameters = Map.of("database", database(world, round));
            return new ActionAttempt(world, "get-credentials", parameters, List.of());
        }
    },
    GET_CREDENTIALS_THAT_NOBODY_REPEATS {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            return new ActionAttempt(world, "get-credentials", person(world, round), List.of()).thenUpdateStatus();
        }
    },
    REMOVE_CREDENTIALS {
        @Override
        CrashAttempt prepare(World world, int round, List<Client> served) {
            Map<String, Object> person = person(world, round);
            world.ran("get-credentials", person);
            Map<String, Object> parameters = Map.of("username", person.getOrDefault("username", ""));
            return new ActionAttempt(world, "remove-credentials", parameters, List.of());
        }
    };

    private static final String CHANGED = "database-relation-changed";
    private static final String BROKEN = "database-relation-broken";

    /// Everything up to the cause of the hook or action.
    ///
    /// @param round tells names apart
    /// @param served the clients that earlier rounds left
    abstract CrashAttempt prepare(World world, int round, List<Client> served);

    private static List<Client> and(List<Client> served, Client client) {
        return Stream.concat(served.stream(), Stream.of(client)).toList();
    }

    /// A client that has joined and not asked yet.
    private static Client joined(World world, int round) {
        return joined(world, "client" + round);
    }

    private static Client joined(World world, String application) {
        Client client = Client.of(world, application);
        world.settle();
        return client;
    }

    /// A client that no hook has served, although nothing is in its way any more; those before it have left.
    private static Client refusedUntilNow(World world, int round, List<Client> served) {
        served.forEach(Client::leaves);
        String database = database(world, round);
        world.superuser("postgres").execute("CREATE DATABASE " + database);
        Client client = joined(world, round).asksFor(database);
        client.refusal();
        world.superuser("postgres").execute("DROP DATABASE " + database);
        return client;
    }

    private static String wantedName(Client client, String name) {
        return client.secret(Map.of("entity-name", name, "password", "asked for"));
    }

    private static Map<String, String> entity() {
        return Map.of(
                "requested-secrets",
                "[\"entity-name\", \"entity-password\", \"uris\", \"tls\"]",
                "entity-type",
                "USER",
                "entity-permissions",
                "[{\"resource_type\": \"table\", \"resource_name\": \"t\", \"privileges\": [\"SELECT\"]}]");
    }

    private static Map<String, Object> person(World world, int round) {
        return Map.of("database", database(world, round), "username", world.name("person") + "x" + round);
    }

    private static Map<String, String> ask(String database) {
        return Map.of("database", database, "requested-secrets", "[\"username\", \"password\", \"uris\", \"tls\"]");
    }

    private static void write(Client client, Map<String, String> changes) {
        client.world().model().writeDatabag(client.relation(), client.application(), changes);
    }

    private static String database(World world, int round) {
        return world.name("crash") + "x" + round;
    }
}
