"""A client of interface v0: asks for one database."""

import ops
import psycopg2
from single_kernel_postgresql.lib.charms.data_platform_libs.v0.data_interfaces import DatabaseRequires


class Client(ops.CharmBase):
    """Asks for what its config says; its status says what came of it."""

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        wanted = {name: value or None for name, value in self.config.items()}
        self.database = DatabaseRequires(
            self,
            "database",
            wanted["database-name"],
            extra_user_roles=wanted["extra-user-roles"],
            requested_entity_name=wanted["user-name"],
            requested_entity_password=wanted["user-password"],
            extra_group_roles=wanted["extra-group-roles"],
            entity_type=wanted["entity-type"],
            entity_permissions=wanted["entity-permissions"],
        )
        framework.observe(self.database.on.database_created, self._created)
        framework.observe(self.database.on.database_entity_created, self._entity_created)
        framework.observe(self.database.on.status_raised, self._raised)
        framework.observe(self.database.on.status_resolved, self._resolved)
        framework.observe(self.on.query_action, self._query)

    def _created(self, event):
        self.unit.status = ops.ActiveStatus(f"served: {event.database}, PostgreSQL {event.version}")

    def _entity_created(self, event):
        password = "a password" if event.entity_password else "no password"
        self.unit.status = ops.ActiveStatus(f"entity: {event.entity_name} with {password}")

    def _raised(self, event):
        self.unit.status = ops.BlockedStatus(event.status.message)

    def _resolved(self, _):
        self.unit.status = ops.MaintenanceStatus("resolved")

    def _query(self, event):
        for given in self.database.fetch_relation_data().values():
            if "password" in given or "entity-password" in given:
                host, port = given["endpoints"].split(",")[0].rsplit(":", 1)
                with psycopg2.connect(
                    host=host,
                    port=port,
                    dbname=given["database"],
                    user=given.get("username") or given["entity-name"],
                    password=given.get("password") or given["entity-password"],
                ) as connection, connection.cursor() as cursor:
                    cursor.execute(event.params["sql"])
                    event.set_results({"value": cursor.fetchone()[0]})
                return
        event.fail("nothing was given")


if __name__ == "__main__":
    ops.main(Client)
