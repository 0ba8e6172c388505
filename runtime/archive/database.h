/// Databases: a connection to one SQLite file, with its errors put into words.
///
/// The folder's own tool: outside runtime/archive, use store.h. One thread at a time.
#pragma once

#include "base/error.h"

#include <sqlite3.h>
#include <stdint.h>

/// A connection. The text of `path` belongs to it; statements belong to whoever prepared them.
typedef struct hy_database {
    sqlite3 *handle;  ///< NULL once closed.
    char *path;
} hy_database;

/// Opens a file: SQLITE_OPEN_READONLY, or SQLITE_OPEN_READWRITE with or without SQLITE_OPEN_CREATE.
///
/// @return HY_OK, HY_ERR_MEMORY, HY_ERR_IO, or HY_ERR_CORRUPT for a file that is no database.
///         Close the database in any case.
hy_status hy_database_open(hy_database *database, const char *path, int flags, hy_error *err);

/// Closes the connection; its statements must have been finalised. Harmless when repeated.
void hy_database_close(hy_database *database);

/// Turns the failure that SQLite has just reported into a status and a sentence.
hy_status hy_database_fail(const hy_database *database, int code, hy_error *err);

/// Runs statements that give no rows.
hy_status hy_database_execute(hy_database *database, const char *sql, hy_error *err);

/// Reads the integer that a statement gives in its first column and row.
hy_status hy_database_integer(hy_database *database, const char *sql, int64_t *out, hy_error *err);

/// Gives up the transaction under way, if there is one. `err` of the failure stays untouched.
void hy_database_roll_back(hy_database *database);
