#include "archive/schema.h"

enum {
    APPLICATION = 0x48594c41,  // "HYLA", in the file's header
    VERSION = 2,               // goes up whenever `tables` changes; also in `stamps`
};

static const char stamps[] = "PRAGMA application_id = 0x48594c41; PRAGMA user_version = 2";

// The triggers before INSERT also stop INSERT OR REPLACE, which deletes without asking the others.
static const char tables[] =
    "CREATE TABLE blob("
    "  digest TEXT NOT NULL PRIMARY KEY,"  // SHA-256 of the bytes
    "  bytes BLOB NOT NULL"
    ") STRICT;"
    "CREATE TABLE entry("
    "  n INTEGER PRIMARY KEY,"  // 1, 2, 3, ... without gaps
    "  id TEXT NOT NULL,"       // hash of the program
    "  parent INTEGER REFERENCES entry(n),"
    "  mate INTEGER REFERENCES entry(n),"  // the second parent of a crossover
    "  edit TEXT,"                         // JSON
    "  program TEXT NOT NULL,"             // digest of program_text
    "  outcome TEXT NOT NULL,"
    "  message TEXT,"
    "  score REAL,"                           // on the validation cases
    "  loss REAL,"                            // on the agent's own inner split
    "  report TEXT,"                          // digest of report_text
    "  policy TEXT REFERENCES blob(digest),"  // the state after this entry
    "  cpu_seconds REAL NOT NULL,"
    "  peak_bytes INTEGER NOT NULL,"
    "  created REAL NOT NULL,"  // seconds since 1970
    // last, since what only looks over the entries need not read these; hardly two are the same
    "  program_text TEXT NOT NULL,"  // JSON that names the sources
    "  report_text TEXT,"            // JSON
    "  CHECK (parent < n AND mate < n),"
    "  CHECK ((report IS NULL) = (report_text IS NULL))"
    ") STRICT;"
    "CREATE TABLE event("
    "  n INTEGER PRIMARY KEY,"
    "  kind TEXT NOT NULL,"
    "  body TEXT NOT NULL"  // JSON
    ") STRICT;"
    "CREATE TABLE run(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;"

    "CREATE TRIGGER entry_in_order BEFORE INSERT ON entry"
    "  WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM entry)"
    "  BEGIN SELECT RAISE(ABORT, 'entries are numbered one by one'); END;"
    "CREATE TRIGGER event_in_order BEFORE INSERT ON event"
    "  WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM event)"
    "  BEGIN SELECT RAISE(ABORT, 'events are numbered one by one'); END;"
    "CREATE TRIGGER blob_in_place BEFORE INSERT ON blob"
    "  WHEN EXISTS (SELECT 1 FROM blob WHERE digest = NEW.digest AND bytes <> NEW.bytes)"
    "  BEGIN SELECT RAISE(ABORT, 'a blob is never changed'); END;"
    "CREATE TRIGGER entry_kept BEFORE DELETE ON entry"
    "  BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;"
    "CREATE TRIGGER event_kept BEFORE DELETE ON event"
    "  BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;"
    "CREATE TRIGGER blob_kept BEFORE DELETE ON blob"
    "  BEGIN SELECT RAISE(ABORT, 'a blob is never deleted'); END;"
    "CREATE TRIGGER entry_final BEFORE UPDATE ON entry"
    "  BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;"
    "CREATE TRIGGER event_final BEFORE UPDATE ON event"
    "  BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;"
    "CREATE TRIGGER blob_final BEFORE UPDATE ON blob"
    "  BEGIN SELECT RAISE(ABORT, 'a blob is never changed'); END;";

hy_status hy_schema_create(hy_database *database, hy_error *err)
{
    int64_t count = 0;
    hy_status status =
        hy_database_integer(database, "SELECT count(*) FROM sqlite_schema", &count, err);
    if (status == HY_OK && count > 0) {
        return hy_fail(err, HY_ERR_ARGUMENT, "%s: wanted a new file, got one with tables in it",
                       database->path);
    }
    if (status == HY_OK) {
        status = hy_database_execute(database, tables, err);
    }
    return status < 0 ? status : hy_database_execute(database, stamps, err);
}

hy_status hy_schema_check(hy_database *database, hy_error *err)
{
    int64_t application = 0;
    int64_t version = 0;
    hy_status status = hy_database_integer(database, "PRAGMA application_id", &application, err);
    if (status == HY_OK) {
        status = hy_database_integer(database, "PRAGMA user_version", &version, err);
    }
    if (status == HY_OK && application != APPLICATION) {
        return hy_fail(err, HY_ERR_CORRUPT, "%s: not an archive of hyla", database->path);
    }
    if (status == HY_OK && version != VERSION) {
        return hy_fail(err, HY_ERR_CORRUPT, "%s: wanted an archive of version %d, got version %lld",
                       database->path, VERSION, (long long)version);
    }
    return status;
}
