package pgcharm.local.tools;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgcharm.local.model.ModelException;
import pgcharm.local.model.Relation;
import pgcharm.local.model.SecretIds;
import pgcharm.local.model.SecretMetadata;

/// secret-add, secret-set, secret-remove, secret-grant, secret-revoke.
final class SecretTools {
    private static final Pattern DURATION = Pattern.compile("(-?)(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?");
    private static final List<String> ROTATIONS =
            List.of("never", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly");

    private SecretTools() {}

    static Map<String, Tool> all(UnaryOperator<String> relationId) {
        return Map.of(
                "secret-add", new Tool(contentFlags(), SecretTools::add),
                "secret-set", new Tool(contentFlags(), SecretTools::set),
                "secret-remove", new Tool(new Flags().value(SecretTools::number, "revision"), SecretTools::remove),
                "secret-grant",
                        new Tool(new Flags().value(relationId, "r", "relation").value("unit"), SecretTools::grant),
                "secret-revoke",
                        new Tool(
                                new Flags()
                                        .value(relationId, "r", "relation")
                                        .value("app", "application")
                                        .value("unit"),
                                SecretTools::revoke));
    }

    /// The id in a tool's first argument.
    static String id(Invocation call) {
        String uri = call.argument(0).orElseThrow(() -> new UsageException("missing secret URI"));
        return SecretIds.parse(uri).orElseThrow(() -> new UsageException("secret URI \"" + uri + "\" not valid"));
    }

    private static Flags contentFlags() {
        return new Flags()
                .value("label")
                .value("description")
                .value("rotate")
                .value("expire")
                .value("owner")
                .value("file");
    }

    private static String add(Invocation call) {
        String owner = call.words().value("owner").orElse("application");
        SecretMetadata metadata = metadata(call);
        if (!owner.equals("application") && !owner.equals("unit")) {
            throw new UsageException("secret owner \"" + owner + "\" not valid");
        }
        if (call.words().arguments().isEmpty() && call.words().value("file").isEmpty()) {
            throw new UsageException("missing secret value or filename");
        }
        Map<String, String> content = SecretContent.of(call, call.words().arguments());
        if (content.isEmpty()) {
            throw new ModelException("empty secret value not valid");
        }
        if (owner.equals("application") && !call.context().isLeader()) {
            throw new ModelException("this unit is not the leader");
        }
        String tag = owner.equals("unit")
                ? call.context().secrets().unitTag()
                : call.context().secrets().applicationTag();
        String id = call.context().secrets().add(tag, metadata, content);
        return "secret://" + call.context().model().uuid() + "/" + id + "\n";
    }

    private static String set(Invocation call) {
        String id = id(call);
        SecretMetadata metadata = metadata(call);
        Map<String, String> content = SecretContent.of(
                call,
                call.words().arguments().subList(1, call.words().arguments().size()));
        call.context().secrets().update(id, metadata, content);
        return "";
    }

    private static String remove(Invocation call) {
        String id = id(call);
        call.words().noMoreThan(1);
        int revision = Integer.parseInt(call.words().value("revision").orElse("0"));
        call.context().secrets().remove(id, Math.max(revision, 0));
        return "";
    }

    private static String grant(Invocation call) {
        String id = id(call);
        Relation relation = call.relation();
        call.words().noMoreThan(1);
        Optional<String> unit = call.words().value("unit");
        String other = relation.other(call.context().unit().application());
        unit.ifPresent(name -> {
            checkUnit(name);
            if (!name.startsWith(other + "/")) {
                throw new UsageException(
                        "cannot specify unit \"" + name + "\" in relation to application \"" + other + "\"");
            }
        });
        String target = unit.map(SecretTools::unitTag).orElse("application-" + other);
        call.context().secrets().grant(id, target, relation);
        return "";
    }

    private static String revoke(Invocation call) {
        String id = id(call);
        Optional<String> application = call.words().value("app");
        Optional<String> unit = call.words().value("unit");
        boolean ofRelation = call.words().value("r").isPresent();
        unit.ifPresent(SecretTools::checkUnit);
        application.ifPresent(SecretTools::checkApplication);
        if (application.isPresent() && unit.isPresent()) {
            throw new UsageException("specify only one of application or unit");
        }
        if (ofRelation && application.isPresent()) {
            throw new UsageException("do not specify both relation and app");
        }
        boolean inRelationHook = call.context().relationHook().isPresent();
        if (!ofRelation && !inRelationHook && application.isEmpty() && unit.isEmpty()) {
            throw new UsageException("missing relation or application or unit");
        }
        call.words().noMoreThan(1);
        String target = unit.map(SecretTools::unitTag)
                .or(() -> application.map(name -> "application-" + name))
                .orElseGet(() -> "application-"
                        + call.relation().other(call.context().unit().application()));
        call.context().secrets().revoke(id, target);
        return "";
    }

    private static String unitTag(String unit) {
        return "unit-" + unit.replace('/', '-');
    }

    private static void checkUnit(String unit) {
        if (!unit.matches(RelationTools.namePatterns().getLast())) {
            throw new UsageException("unit \"" + unit + "\" not valid");
        }
    }

    private static void checkApplication(String application) {
        if (!application.matches(RelationTools.namePatterns().getFirst())) {
            throw new UsageException("application \"" + application + "\" not valid");
        }
    }

    private static String number(String text) {
        if (!text.matches("[-+]?[0-9]{1,9}")) {
            throw new UsageException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
        return text;
    }

    private static SecretMetadata metadata(Invocation call) {
        String rotate = call.words().value("rotate").orElse("");
        if (!rotate.isEmpty() && !ROTATIONS.contains(rotate)) {
            throw new UsageException("rotate policy \"" + rotate + "\" not valid");
        }
        return new SecretMetadata(
                call.words().value("label").orElse(""),
                call.words().value("description").orElse(""),
                rotate,
                call.words().value("expire").map(SecretTools::expiry).orElse(""));
    }

    private static String expiry(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!text.isEmpty() && duration.matches()) {
            if (!duration.group(1).isEmpty()) {
                throw new UsageException("negative expire duration \"" + text + "\" not valid");
            }
            Duration length = Duration.ofHours(part(duration, 2))
                    .plusMinutes(part(duration, 3))
                    .plusSeconds(part(duration, 4));
            return Instant.now().plus(length).toString();
        }
        try {
            return text.matches(".*([Zz]|[-+][0-9:]{5})")
                    ? OffsetDateTime.parse(text).toInstant().toString()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toString();
        } catch (DateTimeParseException _) {
            throw new UsageException("expire time or duration \"" + text + "\" not valid");
        }
    }

    private static long part(Matcher duration, int group) {
        String digits = duration.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
