package pgcharm.workload.patroni;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Patroni's JSON as values. A field that is absent or of another type is taken as not said.
final class Answers {
    private Answers() {}

    static MemberState member(Map<?, ?> answer) {
        return new MemberState(
                answer.get("patroni") instanceof Map<?, ?> patroni ? text(patroni, "name") : "",
                switch (text(answer, "role")) {
                    // "master" until Patroni 4
                    case "primary", "master" -> MemberState.Role.PRIMARY;
                    case "replica" -> MemberState.Role.REPLICA;
                    default -> MemberState.Role.OTHER;
                },
                text(answer, "state"),
                number(answer, "server_version"),
                Optional.of(text(answer, "replication_state")).filter(state -> !state.isEmpty()),
                number(answer, "timeline"),
                is(answer, "sync_standby") || is(answer, "quorum_standby"),
                is(answer, "pending_restart"),
                is(answer, "cluster_unlocked"),
                is(answer, "failsafe_mode_is_active"),
                is(answer, "pause"));
    }

    static ClusterView cluster(Map<?, ?> answer) {
        List<?> members = answer.get("members") instanceof List<?> list ? list : List.of();
        return new ClusterView(
                members.stream()
                        .map(member -> member instanceof Map<?, ?> fields ? fields : Map.of())
                        .map(Answers::row)
                        .toList(),
                is(answer, "pause"));
    }

    private static ClusterView.Member row(Map<?, ?> fields) {
        return new ClusterView.Member(
                text(fields, "name"),
                text(fields, "role"),
                text(fields, "state"),
                fields.get("lag") instanceof Number lag ? OptionalLong.of(lag.longValue()) : OptionalLong.empty(),
                is(fields, "pending_restart"));
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static Optional<Integer> number(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
    }

    private static boolean is(Map<?, ?> fields, String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }
}
