/// Schemas: what the tables of an archive look like, and what they forbid.
#pragma once

#include "archive/database.h"

/// Makes the tables in an empty database; belongs into a transaction.
///
/// @return HY_OK, HY_ERR_ARGUMENT if the database has tables already, or what SQLite reported.
hy_status hy_schema_create(hy_database *database, hy_error *err);

/// Checks that the database is an archive that this version of the code understands.
///
/// @return HY_OK, HY_ERR_CORRUPT if it is not, or what SQLite reported.
hy_status hy_schema_check(hy_database *database, hy_error *err);
