package pgcharm.wire;

import java.util.List;
import java.util.Optional;
import pgcharm.access.Password;

/// A server and a login as the tests of this room publish them.
final class Example {
    static final ConnectionFacts FACTS = new ConnectionFacts(
            List.of("pg-1.example:5432", "pg-2.example:5433"),
            List.of("pg-2.example:5433"),
            List.of("outside.example:15432"),
            true,
            "16.11",
            false,
            Optional.empty());
    static final ConnectionFacts FACTS_WITH_TLS = new ConnectionFacts(
            List.of("pg-1.example:5432"),
            List.of(),
            List.of(),
            true,
            "16.11",
            true,
            Optional.of("-----BEGIN CERTIFICATE-----\nx\n"));
    static final Credentials CREDENTIALS = new Credentials("mydb", "relation_id_7", new Password("s3cret"));
    static final String URI = "postgresql://relation_id_7:s3cret@pg-1.example:5432/mydb";
    static final String MULTI_HOST_URI = "postgresql://relation_id_7:s3cret@pg-1.example:5432,pg-2.example:5433/mydb"
            + "?target_session_attrs=read-write";
    static final String READ_ONLY_URI = "postgresql://relation_id_7:s3cret@pg-2.example:5433/mydb";

    private Example() {}
}
