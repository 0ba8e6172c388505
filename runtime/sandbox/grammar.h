/// Grammars: whether tokens, one after the other, can be a Lua program.
///
/// A pushdown automaton with a table of rules and a stack of bounded size: no recursion, no
/// allocation. It refuses nothing that LuaJIT's compiler takes, and lets pass what only the
/// compiler can tell, such as a `break` outside of a loop or the 201st local variable.
#pragma once

#include "base/error.h"
#include "sandbox/token.h"

#include <stddef.h>
#include <stdint.h>

/// Symbols that may wait at a time. The compiler takes 200 levels, and a level at most 8 symbols.
enum { HY_GRAMMAR_STACK_SIZE = 2048 };

/// What may still come. A plain value: copy it freely, it owns nothing.
typedef struct hy_grammar {
    size_t depth;
    uint8_t stack[HY_GRAMMAR_STACK_SIZE];  ///< [depth..] is unused.
} hy_grammar;

/// Expects a whole program.
void hy_grammar_init(hy_grammar *grammar);

/// Takes the next token. After HY_TOKEN_EOF, or a failure, there must be no other.
///
/// @return HY_OK; HY_ERR_CORRUPT when no program goes on with it; HY_ERR_LIMIT when it nests deeper
///         than the compiler takes. No sentence: the caller knows the place.
hy_status hy_grammar_feed(hy_grammar *grammar, hy_token_kind token);
