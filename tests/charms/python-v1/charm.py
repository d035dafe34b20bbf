"""A client of interface v1: asks for several databases in one relation."""

import json

import ops
import psycopg2
from dpcharmlibs.interfaces import (
    OpsRelationRepository,
    RequirerCommonModel,
    RequirerDataContractV1,
    ResourceProviderModel,
    ResourceRequirerEventHandler,
    gen_hash,
    write_model,
)


class Client(ops.CharmBase):
    """Asks for what config `requests` lists; its status says what came of it."""

    _told = ops.StoredState()

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        self._told.set_default(created=[], entities=[], raised=[], resolved=[])
        self.wanted = [self._request(fields) for fields in json.loads(self.config["requests"])]
        self.database = ResourceRequirerEventHandler(self, "database", self.wanted, ResourceProviderModel)
        framework.observe(self.database.on.resource_created, self._created)
        framework.observe(self.database.on.resource_entity_created, self._entity_created)
        framework.observe(self.database.on.status_raised, self._raised)
        framework.observe(self.database.on.status_resolved, self._resolved)
        framework.observe(self.on.config_changed, self._ask_again)
        framework.observe(self.on.query_action, self._query)
        framework.observe(self.on.told_action, self._tell)

    def _request(self, fields: dict) -> RequirerCommonModel:
        # an id that stays: the library makes it of the name and the salt
        request = RequirerCommonModel(**{"salt": fields["resource"].ljust(16, "-"), **fields})
        request.request_id = gen_hash(request.resource, request.salt)
        return request

    def _ask_again(self, _):
        for relation in self.model.relations["database"] if self.unit.is_leader() else []:
            contract = RequirerDataContractV1[RequirerCommonModel](version="v1", requests=self.wanted)
            write_model(OpsRelationRepository(self.model, relation, self.app), contract)

    def _created(self, event):
        self._told.created.append(event.response.resource)
        self.unit.status = ops.ActiveStatus("served: " + ", ".join(self._told.created))

    def _entity_created(self, event):
        password = "a password" if event.response.entity_password else "no password"
        self._told.entities.append(f"{event.response.resource}: {event.response.entity_name} with {password}")

    def _raised(self, event):
        self._told.raised.append(event.status.message)

    def _resolved(self, event):
        self._told.resolved.append(event.status.message)

    def _query(self, event):
        for relation in self.model.relations["database"]:
            answers = self.database.interface.build_model(relation.id, component=relation.app)
            for answer in answers.requests:
                # an entity of the same database has URIs too, but acts as itself
                if answer.resource == event.params["resource"] and answer.uris and not answer.entity_name:
                    with psycopg2.connect(answer.uris) as connection, connection.cursor() as cursor:
                        cursor.execute(event.params["sql"])
                        event.set_results({"value": cursor.fetchone()[0]})
                    return
        event.fail("nothing was given for " + event.params["resource"])

    def _tell(self, event):
        event.set_results({kind: json.dumps(list(getattr(self._told, kind))) for kind in ("created", "entities", "raised", "resolved")})


if __name__ == "__main__":
    ops.main(Client)
