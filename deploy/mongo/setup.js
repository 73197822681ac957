// Run by mongosh as root, as often as wanted: makes the replica set and two users for each service. The one, <service>,
// appends to the service's log and reads it, makes the log's tree, of which no full tile ever changes, and does the rest in the other collections of its two databases. The other,
// <service>-eraser, may change an entry's commit, which is how what was sealed is pulled. Nobody may remove from a log; and no
// index makes anything in it expire, since nothing in it is a date.
const services = {
  consent: ["approvals", "lookups", "sources", "systems"],
  lead: ["enquiries", "relationships"],
  newsletter: ["audience", "desk"],
  rights: ["cases", "reviews", "waiting"],
};
const ofEveryService = ["caps", "dead-letters", "due", "ended-cases", "erasures", "mail_attempts", "policies", "put-off", "rebuilds", "requests", "suppressions", "tokens"];
const keys = ["destroyed", "handles", "keys", "request_secrets"];
const append = ["find", "insert", "createIndex"];
const fill = ["find", "insert"];
const advance = [...fill, "update"];
const write = [...append, "update", "remove"];

try {
  rs.status();
} catch (notYet) {
  rs.initiate({ _id: "nachweis", members: [{ _id: 0, host: "mongo:27017" }] });
}
while (!db.hello().isWritablePrimary) {
  sleep(200);
}
const admin = db.getSiblingDB("admin");

function makeUser(name, pwd, privileges) {
  const role = { privileges, roles: [] };
  if (admin.getRole(name)) {
    admin.updateRole(name, role);
  } else {
    admin.createRole({ role: name, ...role });
  }
  const user = { pwd, roles: [{ role: name, db: "admin" }] };
  if (admin.getUser(name)) {
    admin.updateUser(name, user);
  } else {
    admin.createUser({ user: name, ...user });
  }
}

for (const [service, own] of Object.entries(services)) {
  const database = "nachweis_" + service;
  const may = (db, collection, actions) => ({ resource: { db, collection }, actions });
  const password = process.env["MONGO_" + service.toUpperCase()];
  makeUser(service, password, [
    may(database, "log", append),
    may(database, "tiles", fill),
    may(database, "tree", advance),
    may(database, "checkpoints", advance),
    ...[...ofEveryService, ...own].map((collection) => may(database, collection, write)),
    ...keys.map((collection) => may(database + "_keys", collection, write)),
  ]);
  makeUser(service + "-eraser", process.env["MONGO_" + service.toUpperCase() + "_ERASER"], [
    may(database, "log", ["find", "update"]),
  ]);
}
