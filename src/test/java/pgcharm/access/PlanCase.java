package pgcharm.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One case of the files in `plans/`: a server and its history, one question, and the answer that is expected.
///
/// | line | meaning |
/// |---|---|
/// | `# text` | begins a case and names it |
/// | `admin NAME [member of ROLE …]` | the charm's own login is no superuser |
/// | `config server-roles`, `config privileged ATTRIBUTE …`, `config adopt DATABASE …` | the operator's options |
/// | `config extensions NAME …` | those that clients may have |
/// | `config own-server` | no other model uses the server |
/// | `application NAME` | whose turn it is from here on |
/// | `role NAME [member of ROLE …]`, `database NAME owned by ROLE` | made by somebody else |
/// | `serve …` | an earlier request, carried out; written like `ask` |
/// | `owns LOGIN DATABASE` | something in the database names the login; `everywhere` for shared objects |
/// | `lacks LOGIN KIND NAME` | an object of schema public is not there for that entity |
/// | `everybody WORD KIND NAME for LOGIN` | PUBLIC has this privilege on an object that the entity asks for |
/// | `holds LOGIN WORD KIND NAME` | somebody granted that on an object of schema public |
/// | `ask DATABASE for HOLDER OPTION …` | the question: what is planned for a request |
/// | `remove LOGIN` | the question: what is planned to take it away |
/// | `----` | the answer follows |
///
/// A holder is `action`, `database:7`, or `database:7/request` where a relation has several requests. Options are
/// `as NAME`, `with WORD,…`, `extension NAME`, `administrator`, `entity TYPE`, `may WORD,… KIND NAME`, `published`.
record PlanCase(String title, List<String> history, String question, String answer) {
    private static final String NOW = "2026-01-01T00:00:00Z";
    private static final String MODEL = "01234567-89ab-4cde-8f01-23456789abcd";

    /// A server with its history, and the question as a function of any state of it.
    ///
    /// @param planning empty where there is nothing left to ask
    record State(Catalog catalog, Function<Catalog, Optional<Outcome>> planning) {}

    static Stream<PlanCase> in(String file) {
        return Stream.of(file.split("(?m)^# ")).skip(1).map(PlanCase::parse);
    }

    private static PlanCase parse(String text) {
        String[] halves = text.split("(?m)^----\n", 2);
        List<String> lines = halves[0].lines().filter(line -> !line.isBlank()).toList();
        return new PlanCase(lines.getFirst(), lines.subList(1, lines.size() - 1), lines.getLast(), halves[1].strip());
    }

    State state() {
        Reader reader = new Reader();
        history.forEach(reader::read);
        return new State(reader.catalog, reader.planning(question));
    }

    static String print(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(Refusal refusal) ->
                "refused " + refusal.reason().code() + ": " + refusal.message() + "\nremedy: " + refusal.resolution();
            case Outcome.Planned planned ->
                (planned.plan().isEmpty() ? "nothing to do" : planned.plan().toString())
                        + (planned.login().isEmpty() ? "" : "\n=> " + planned.login() + use(planned))
                        + planned.remarks().stream()
                                .map(remark -> "\nremark: " + remark)
                                .collect(Collectors.joining());
        };
    }

    private static String use(Outcome.Planned planned) {
        return planned.actsAs().map(role -> " acts as " + role).orElse(" is a group");
    }

    @Override
    public String toString() {
        return title;
    }

    private static final class Reader {
        private Catalog catalog =
                new Catalog(18, new Admin("postgres", true, Set.of(), "postgres"), Map.of(), Map.of());
        private final Set<String> flags = new HashSet<>();
        private Set<String> privileged = Set.of();
        private Set<String> adoptable = Set.of();
        private Set<String> extensions = Set.of();
        private Realm realm = new Realm(MODEL, "postgresql");

        void read(String line) {
            List<String> words = List.of(line.strip().split(" +"));
            switch (words.getFirst()) {
                case "admin" -> {
                    Admin admin = new Admin(words.get(1), false, after(words, "of"), "postgres");
                    catalog = new Catalog(18, admin, catalog.roles(), catalog.databases());
                }
                case "config" -> configure(words.get(1), Set.copyOf(words.subList(2, words.size())));
                case "application" -> realm = new Realm(MODEL, words.get(1));
                case "role" -> {
                    Map<String, Role> roles = new HashMap<>(catalog.roles());
                    Role role = new Role(
                            words.get(1), false, Set.of(), Optional.empty(), after(words, "of"), Map.of(), Set.of());
                    roles.put(role.name(), role);
                    catalog = new Catalog(18, catalog.admin(), roles, catalog.databases());
                }
                case "database" -> {
                    Map<String, Database> databases = new HashMap<>(catalog.databases());
                    databases.put(words.get(1), new Database(words.get(1), words.getLast(), Set.of(Database.PUBLIC)));
                    catalog = new Catalog(18, catalog.admin(), catalog.roles(), databases);
                }
                case "serve" -> {
                    Outcome outcome = planning(line.replaceFirst("serve", "ask"))
                            .apply(catalog)
                            .orElseThrow();
                    if (!(outcome instanceof Outcome.Planned planned)) {
                        throw new AssertionError(line + ": " + print(outcome));
                    }
                    catalog = ModelServer.after(catalog, planned.plan().steps());
                }
                case "owns" -> {
                    ModelServer server = new ModelServer(catalog);
                    server.depend(words.get(1), words.get(2).equals("everywhere") ? Role.EVERYWHERE : words.get(2));
                    catalog = server.catalog();
                }
                case "lacks" -> {
                    Grants before = catalog.grantsOf(words.get(1));
                    Set<DatabaseObject> missing = new HashSet<>(before.missing());
                    missing.add(object(words.get(2), words.get(3)));
                    catalog = catalog.with(words.get(1), new Grants(before.held(), before.everybodys(), missing));
                }
                case "everybody" -> {
                    Grants before = catalog.grantsOf(words.get(5));
                    Set<Privilege> everybodys = new HashSet<>(before.everybodys());
                    everybodys.add(new Privilege(object(words.get(2), words.get(3)), words.get(1)));
                    catalog = catalog.with(words.get(5), new Grants(before.held(), everybodys, before.missing()));
                }
                case "holds" -> {
                    DatabaseObject object = object(words.get(3), words.get(4));
                    String database = catalog.role(words.get(1))
                            .flatMap(Role::loginMark)
                            .orElseThrow()
                            .database();
                    catalog = ModelServer.after(
                            catalog,
                            List.of(new Step.GrantPrivileges(database, object, List.of(words.get(2)), words.get(1))));
                }
                default -> throw new IllegalArgumentException("no such line: " + line);
            }
        }

        private void configure(String option, Set<String> values) {
            switch (option) {
                case "server-roles", "own-server" -> flags.add(option);
                case "privileged" -> privileged = values;
                case "adopt" -> adoptable = values;
                case "extensions" -> extensions = values;
                default -> throw new IllegalArgumentException("no such option: " + option);
            }
        }

        private Policy policy() {
            return new Policy(
                    flags.contains("server-roles"),
                    privileged.stream().map(Attribute::valueOf).collect(Collectors.toUnmodifiableSet()),
                    adoptable,
                    extensions,
                    !flags.contains("own-server"));
        }

        Function<Catalog, Optional<Outcome>> planning(String question) {
            List<String> words = List.of(question.strip().split(" +"));
            return switch (words.getFirst()) {
                case "ask" -> {
                    Request request = new Request(
                            holder(words.get(3)),
                            words.get(1),
                            after(words, "as").stream().findFirst(),
                            after(words, "with").stream()
                                    .flatMap(list -> Stream.of(list.split(",", -1)))
                                    .toList(),
                            words.contains("administrator"),
                            after(words, "extension").stream()
                                    .map(name -> new Extension(name, Optional.empty()))
                                    .toList(),
                            after(words, "entity").stream()
                                    .map(type -> new Entity(Entity.Type.valueOf(type), permissions(words)))
                                    .findFirst());
                    boolean published = words.getLast().equals("published");
                    Realm asking = realm;
                    Policy allowed = policy();
                    yield server -> Optional.of(Serving.plan(request, published, asking, allowed, server, NOW));
                }
                case "remove" ->
                    server -> server.role(words.get(1))
                            .map(login -> new Outcome.Planned(
                                    Removal.plan(login, server), "", List.of(), Optional.empty(), Set.of(), List.of()));
                default -> throw new IllegalArgumentException("no such question: " + question);
            };
        }

        private static List<Entity.Permission> permissions(List<String> words) {
            List<Entity.Permission> permissions = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).equals("may")) {
                    permissions.add(new Entity.Permission(
                            words.get(i + 2),
                            words.get(i + 3),
                            List.of(words.get(i + 1).split(",", -1))));
                }
            }
            return permissions;
        }

        private static DatabaseObject object(String kind, String name) {
            DatabaseObject.Kind known = DatabaseObject.Kind.byWord(kind).orElseThrow();
            boolean inSchema = known == DatabaseObject.Kind.TABLE || known == DatabaseObject.Kind.SEQUENCE;
            return new DatabaseObject(known, inSchema ? "public" : "", name);
        }

        private static Holder holder(String text) {
            String[] parts = text.split("/", 2);
            return switch (parts.length) {
                case 2 -> new Holder.Relation(parts[0], parts[1], "client");
                default -> text.equals("action") ? new Holder.Action() : new Holder.Relation(text, "client");
            };
        }

        /// What follows a word: the rest of the line after `of`, else one word.
        private static Set<String> after(List<String> words, String word) {
            int at = words.indexOf(word);
            if (at < 0) {
                return Set.of();
            }
            return word.equals("of") ? new HashSet<>(words.subList(at + 1, words.size())) : Set.of(words.get(at + 1));
        }
    }
}
