// Run by mongosh as root, as often as wanted: makes the replica set and a user for each service, who sees its own two
// databases only.
try {
  rs.status();
} catch (notYet) {
  rs.initiate({ _id: "nachweis", members: [{ _id: 0, host: "mongo:27017" }] });
}
while (!db.hello().isWritablePrimary) {
  sleep(200);
}
const admin = db.getSiblingDB("admin");
for (const service of ["consent", "lead", "newsletter", "rights"]) {
  const user = {
    pwd: process.env["MONGO_" + service.toUpperCase()],
    roles: ["nachweis_" + service, "nachweis_" + service + "_keys"].map((name) => ({ role: "readWrite", db: name })),
  };
  if (admin.getUser(service)) {
    admin.updateUser(service, user);
  } else {
    admin.createUser({ user: service, ...user });
  }
}
