"""A client of the legacy interface pgsql."""

import ops
import psycopg2
from pgsql.opslib.pgsql import PostgreSQLClient


class Client(ops.CharmBase):
    """Asks for what its config says; its status says whether it was served."""

    _given = ops.StoredState()

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        self._given.set_default(master="", standby="")
        self.db = PostgreSQLClient(self, "db")
        framework.observe(self.db.on.database_relation_joined, self._ask)
        framework.observe(self.db.on.master_changed, self._master_changed)
        framework.observe(self.db.on.standby_changed, self._standby_changed)
        framework.observe(self.on.start, self._wait)
        framework.observe(self.on.query_action, self._query)

    def _ask(self, event):
        if self.unit.is_leader():
            event.database = self.config["database"]
            event.extensions = self.config["extensions"].split(",")
            event.roles = self.config["roles"].split(",")
        elif event.database != self.config["database"]:
            event.defer()

    def _wait(self, _):
        self.unit.status = ops.WaitingStatus("no database yet")

    def _master_changed(self, event):
        self._given.master = str(event.master or "")
        if event.master:
            self.unit.status = ops.ActiveStatus(f"served: {event.database}, PostgreSQL {event.version}")
        else:
            self._wait(event)

    def _standby_changed(self, event):
        self._given.standby = str(event.standbys[0]) if event.standbys else ""

    def _query(self, event):
        given = self._given.standby if event.params["standby"] else self._given.master
        if not given:
            event.fail("nothing was given")
            return
        with psycopg2.connect(given) as connection, connection.cursor() as cursor:
            cursor.execute(event.params["sql"])
            event.set_results({"value": cursor.fetchone()[0]})


if __name__ == "__main__":
    ops.main(Client)
