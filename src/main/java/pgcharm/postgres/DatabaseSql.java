package pgcharm.postgres;

import static pgcharm.postgres.Quote.identifier;
import static pgcharm.postgres.Quote.literal;

import java.util.List;
import java.util.Optional;
import pgcharm.access.DataRole;
import pgcharm.access.DatabaseRoles;

/// What is done inside a database. CONNECT is granted last: who has it has everything else too.
final class DatabaseSql {
    private DatabaseSql() {}

    /// Schema `public` goes to the owner role where the administrator may give it away: on 14 only a superuser may, and
    /// a schema that somebody dropped stays dropped.
    static StepSql prepare(DatabaseRoles roles) {
        String database = identifier(roles.database());
        String owner = identifier(roles.owner());
        String givePublic = """
                BEGIN
                  IF EXISTS (SELECT FROM pg_namespace
                             WHERE nspname = 'public' AND pg_has_role(nspowner, 'USAGE')) THEN
                    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
                    ALTER SCHEMA public OWNER TO %s;
                  END IF;
                END
                """.formatted(owner);
        return in(
                roles.database(),
                "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC",
                "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE " + database + " TO " + owner,
                "DO " + literal(givePublic),
                "GRANT CONNECT ON DATABASE " + database + " TO " + identifier(roles.admin()));
    }

    static StepSql openTo(DatabaseRoles roles, DataRole role) {
        String database = identifier(roles.database());
        String connect = "GRANT CONNECT ON DATABASE " + database + " TO " + identifier(roles.name(role));
        return switch (role) {
            case STATS -> in(roles.database(), connect);
            case READ -> rows(roles, role, "SELECT", "SELECT", connect);
            case DML -> rows(roles, role, "SELECT, INSERT, UPDATE, DELETE", "USAGE, SELECT, UPDATE", connect);
        };
    }

    private static StepSql rows(
            DatabaseRoles roles, DataRole role, String onTables, String onSequences, String connect) {
        String owner = identifier(roles.owner());
        String grantee = identifier(roles.name(role));
        String defaults = "ALTER DEFAULT PRIVILEGES FOR ROLE " + owner + " GRANT ";
        String present = """
                DECLARE statement text;
                BEGIN
                  FOR statement IN
                    SELECT format('GRANT USAGE ON SCHEMA %%s TO %%s', n.oid::regnamespace, %3$s)
                    FROM pg_namespace n WHERE n.nspowner = %1$s::regrole
                    UNION ALL
                    SELECT format('GRANT %4$s ON TABLE %%s TO %%s', c.oid::regclass, %3$s)
                    FROM pg_class c WHERE c.relowner = %1$s::regrole AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                    UNION ALL
                    SELECT format('GRANT %5$s ON SEQUENCE %%s TO %%s', c.oid::regclass, %3$s)
                    FROM pg_class c WHERE c.relowner = %1$s::regrole AND c.relkind = 'S'
                    UNION ALL
                    SELECT format('GRANT EXECUTE ON ROUTINE %%s TO %%s', p.oid::regprocedure, %3$s)
                    FROM pg_proc p WHERE %2$s AND p.proowner = %1$s::regrole
                  LOOP
                    EXECUTE statement;
                  END LOOP;
                END
                """.formatted(literal(owner), role == DataRole.DML, literal(grantee), onTables, onSequences);
        String functions = defaults + "EXECUTE ON ROUTINES TO " + grantee;
        return in(
                roles.database(),
                defaults + onTables + " ON TABLES TO " + grantee,
                defaults + onSequences + " ON SEQUENCES TO " + grantee,
                defaults + "USAGE ON SCHEMAS TO " + grantee,
                role == DataRole.DML ? functions : "SELECT",
                "DO " + literal(present),
                connect);
    }

    /// Everything that is neither the system's nor an extension's gets the owner role as its owner, schemas first.
    /// Sequences of columns and row types follow their tables; what only a superuser may make (base types,
    /// operator classes, event triggers) stays, and so do publications and foreign servers.
    static StepSql adopt(String database, String databasesOwner) {
        String owner = literal(identifier(new DatabaseRoles(database).owner()));
        String takeOver = """
                DECLARE statement text;
                BEGIN
                  FOR statement IN
                    WITH object (kind, class, id, schema) AS (
                      SELECT 'SCHEMA', 'pg_namespace'::regclass, oid, oid FROM pg_namespace
                      WHERE nspname <> 'public' OR pg_has_role(nspowner, 'USAGE')
                      UNION ALL
                      SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                               WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END,
                             'pg_class'::regclass, c.oid, relnamespace
                      FROM pg_class c
                      WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
                        AND NOT EXISTS (SELECT FROM pg_depend d
                                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND relkind = 'S'
                                          AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
                      UNION ALL
                      SELECT 'TYPE', 'pg_type'::regclass, oid, typnamespace FROM pg_type
                      WHERE typtype IN ('d', 'e', 'r')
                      UNION ALL
                      SELECT 'ROUTINE', 'pg_proc'::regclass, oid, pronamespace FROM pg_proc
                      UNION ALL
                      SELECT 'OPERATOR', 'pg_operator'::regclass, oid, oprnamespace FROM pg_operator
                      UNION ALL
                      SELECT 'COLLATION', 'pg_collation'::regclass, oid, collnamespace FROM pg_collation
                      UNION ALL
                      SELECT 'CONVERSION', 'pg_conversion'::regclass, oid, connamespace FROM pg_conversion
                      UNION ALL
                      SELECT 'TEXT SEARCH CONFIGURATION', 'pg_ts_config'::regclass, oid, cfgnamespace FROM pg_ts_config
                      UNION ALL
                      SELECT 'TEXT SEARCH DICTIONARY', 'pg_ts_dict'::regclass, oid, dictnamespace FROM pg_ts_dict
                      UNION ALL
                      SELECT 'STATISTICS', 'pg_statistic_ext'::regclass, oid, stxnamespace FROM pg_statistic_ext
                      UNION ALL
                      SELECT 'LARGE OBJECT', 'pg_largeobject'::regclass, oid, NULL FROM pg_largeobject_metadata)
                    SELECT format('ALTER %%s %%s OWNER TO %%s', kind,
                                  (pg_identify_object(class, id, 0)).identity, %1$s)
                    FROM object o LEFT JOIN pg_namespace n ON n.oid = o.schema
                    WHERE (n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' OR o.schema IS NULL)
                      AND NOT EXISTS (SELECT FROM pg_depend e
                                      WHERE e.classid = o.class AND e.objid = o.id AND e.deptype = 'e')
                    ORDER BY kind <> 'SCHEMA'
                  LOOP
                    EXECUTE statement;
                  END LOOP;
                END
                """.formatted(owner);
        return in(
                database,
                "ALTER DATABASE " + identifier(database) + " OWNER TO " + identifier(databasesOwner),
                "DO " + literal(takeOver));
    }

    private static StepSql in(String database, String... statements) {
        return new StepSql(Optional.of(database), StepSql.Mode.JOINED, List.of(statements));
    }
}
