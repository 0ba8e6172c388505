#include "archive/database.h"

#include <stddef.h>

enum { BUSY_MILLISECONDS = 5000 };

static hy_status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return HY_ERR_MEMORY;
    case SQLITE_CONSTRAINT:
        return HY_ERR_ARGUMENT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return HY_ERR_CORRUPT;
    default:
        return HY_ERR_IO;
    }
}

// SQLite's own words, except where they do not say what to do
static const char *sentence_of(const hy_database *database, int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return "the disk is full; what was committed before is safe";
    case SQLITE_BUSY:
        return "another process is writing to it";
    case SQLITE_READONLY:
        return "cannot be written: it was opened for reading, or its folder is read-only";
    default:
        return database->handle ? sqlite3_errmsg(database->handle) : sqlite3_errstr(code);
    }
}

hy_status hy_database_fail(const hy_database *database, int code, hy_error *err)
{
    return hy_fail(err, status_of(code), "%s: %s", database->path, sentence_of(database, code));
}

hy_status hy_database_open(hy_database *database, const char *path, int flags, hy_error *err)
{
    *database = (hy_database){.path = sqlite3_mprintf("%s", path)};
    if (!database->path) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory to open %s", path);
    }
    int code = sqlite3_open_v2(path, &database->handle, flags, NULL);
    if (code != SQLITE_OK) {
        return hy_database_fail(database, code, err);
    }
    (void)sqlite3_extended_result_codes(database->handle, 1);
    (void)sqlite3_busy_timeout(database->handle, BUSY_MILLISECONDS);
    return hy_database_execute(database, "PRAGMA foreign_keys = ON", err);
}

void hy_database_close(hy_database *database)
{
    (void)sqlite3_close(database->handle);
    sqlite3_free(database->path);
    *database = (hy_database){0};
}

hy_status hy_database_execute(hy_database *database, const char *sql, hy_error *err)
{
    int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? HY_OK : hy_database_fail(database, code, err);
}

hy_status hy_database_integer(hy_database *database, const char *sql, int64_t *out, hy_error *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
    }
    hy_status status = HY_OK;
    if (code == SQLITE_ROW) {
        *out = sqlite3_column_int64(statement, 0);
    } else {
        status = hy_database_fail(database, code, err);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

void hy_database_roll_back(hy_database *database)
{
    if (!sqlite3_get_autocommit(database->handle)) {
        (void)sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
    }
}
