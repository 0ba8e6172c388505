/// Tokens: Lua source cut up as LuaJIT's compiler cuts it.
///
/// Works on bytes of strangers: looks at each byte a bounded number of times, allocates nothing and
/// calls nothing. What it refuses the compiler refuses too; what it lets pass may still be wrong in
/// ways that only the compiler sees, such as the escape \999.
#pragma once

#include <stdbool.h>
#include <stddef.h>

/// Kinds of tokens; the grammar relies on which are neighbours.
typedef enum hy_token_kind {
    HY_TOKEN_BAD = 0,  ///< No token: `fault` of the scanner says why.
    // what may follow a block
    HY_TOKEN_EOF,
    HY_TOKEN_ELSE,
    HY_TOKEN_ELSEIF,
    HY_TOKEN_END,
    HY_TOKEN_UNTIL,
    HY_TOKEN_SEMICOLON,
    HY_TOKEN_COMMA,
    // names; `goto` is one where no label follows it
    HY_TOKEN_NAME,
    HY_TOKEN_GOTO,
    // constants
    HY_TOKEN_STRING,
    HY_TOKEN_LONG_STRING,
    HY_TOKEN_NUMBER,
    HY_TOKEN_NIL,
    HY_TOKEN_TRUE,
    HY_TOKEN_FALSE,
    HY_TOKEN_DOTS,
    // unary operators, to MINUS; binary ones, from MINUS
    HY_TOKEN_NOT,
    HY_TOKEN_LENGTH,
    HY_TOKEN_MINUS,
    HY_TOKEN_PLUS,
    HY_TOKEN_TIMES,
    HY_TOKEN_OVER,
    HY_TOKEN_MODULO,
    HY_TOKEN_POWER,
    HY_TOKEN_CONCAT,
    HY_TOKEN_EQUAL,
    HY_TOKEN_UNEQUAL,
    HY_TOKEN_AT_MOST,
    HY_TOKEN_AT_LEAST,
    HY_TOKEN_LESS,
    HY_TOKEN_MORE,
    HY_TOKEN_AND,
    HY_TOKEN_OR,
    // the rest
    HY_TOKEN_ASSIGN,
    HY_TOKEN_OPEN,  ///< A round bracket, like CLOSE.
    HY_TOKEN_CLOSE,
    HY_TOKEN_OPEN_TABLE,
    HY_TOKEN_CLOSE_TABLE,
    HY_TOKEN_OPEN_INDEX,
    HY_TOKEN_CLOSE_INDEX,
    HY_TOKEN_DOT,
    HY_TOKEN_COLON,
    HY_TOKEN_LABEL,  ///< Two colons.
    HY_TOKEN_BREAK,
    HY_TOKEN_DO,
    HY_TOKEN_FOR,
    HY_TOKEN_FUNCTION,
    HY_TOKEN_IF,
    HY_TOKEN_IN,
    HY_TOKEN_LOCAL,
    HY_TOKEN_REPEAT,
    HY_TOKEN_RETURN,
    HY_TOKEN_THEN,
    HY_TOKEN_WHILE,
    HY_TOKEN_COUNT
} hy_token_kind;

/// One token; `text` views the source. A string's text lies between its delimiters.
typedef struct hy_token {
    hy_token_kind kind;
    const char *text;
    size_t size;
    bool is_cdata;       ///< A number such as 1LL, 2ULL or 3i.
    bool is_after_line;  ///< It does not stand on the line of a token before it.
} hy_token;

/// A place in a source.
typedef struct hy_token_scanner {
    const char *next;
    const char *end;
    size_t line;        ///< Of `next`, from 1.
    const char *fault;  ///< Why the last token is HY_TOKEN_BAD; static.
    bool has_begun;     ///< A token was taken.
} hy_token_scanner;

/// Starts at the beginning of a source, which must stay where it is: `size` bytes that are no NUL,
/// and then a NUL. A first line that starts with `#` is passed over.
hy_token_scanner hy_token_scan(const char *source, size_t size);

/// Takes the next token. After HY_TOKEN_EOF or HY_TOKEN_BAD there is none.
hy_token hy_token_next(hy_token_scanner *scanner);
