/// Environments: the globals that candidate code sees.
///
/// An allow-list: what is not named in the one table of environment.c does not exist for a
/// candidate. Touching a name that leads out is remembered, so that `pcall` cannot hide it.
#pragma once

#include "sandbox/outcome.h"

#include <lua.h>

/// The first thing a job did that decides its outcome, whatever it returns.
typedef struct hy_offence {
    hy_outcome outcome;  ///< HY_OUTCOME_OK while there is none.
    char text[HY_MESSAGE_SIZE];
} hy_offence;

/// Remembers an offence, unless there is an earlier one.
void hy_offence_record(hy_offence *offence, hy_outcome outcome, const char *text);

/// Closes what all code of a state shares: methods of strings become the allowed ones, out of
/// reach of changes, and `tostring` shows no address to trusted code either, whose messages
/// candidates read. Call it after the trusted modules are loaded. May raise.
///
/// @param offence  Where breaches are recorded; must outlive the state.
void hy_environment_seal(lua_State *L, hy_offence *offence);

/// Pushes the function `load(source, name[, globals]) -> function`, which compiles text in a fresh
/// environment with `globals` in addition, and raises when the source does not compile, having
/// recorded HY_OUTCOME_SYNTAX. May raise.
///
/// The table on top of the stack, which is popped, holds by name the modules that `require` finds
/// in such an environment; each environment gets copies of its own of those that are tables.
void hy_environment_push_load(lua_State *L, hy_offence *offence);

/// Pushes the function `exhaust(message)`, which records HY_OUTCOME_TIMEOUT and raises: for trusted
/// code that meters what a candidate does. May raise.
void hy_environment_push_exhaust(lua_State *L, hy_offence *offence);
