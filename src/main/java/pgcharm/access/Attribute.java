package pgcharm.access;

/// Role attributes that a request can lead to ([CREATE
/// ROLE](https://www.postgresql.org/docs/current/sql-createrole.html)).
public enum Attribute {
    SUPERUSER,
    CREATEROLE,
    CREATEDB,
    REPLICATION
}
