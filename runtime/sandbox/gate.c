#include "sandbox/gate.h"

#include "base/fingerprint.h"
#include "sandbox/grammar.h"

#include <string.h>

enum {
    SHOWN_BYTES = 32,            // of a token, in a message
    APART_TAG = HY_TOKEN_COUNT,  // of a round bracket on a line of its own
};

static hy_status fail_at(const hy_token_scanner *scanner, const char *name, const char *text,
                         hy_error *err)
{
    return hy_fail(err, HY_ERR_CORRUPT, "%s:%zu: %s", name, scanner->line, text);
}

// Writes the beginning of a token, its bytes that are no ASCII as question marks.
static const char *show(const hy_token *token, char text[SHOWN_BYTES + 1])
{
    if (token->kind == HY_TOKEN_EOF) {
        return "the end";
    }
    size_t size = token->size < SHOWN_BYTES ? token->size : SHOWN_BYTES;
    for (size_t i = 0; i < size; i++) {
        char letter = token->text[i];
        text[i] = (char)(letter >= ' ' && letter <= '~' ? letter : '?');
    }
    text[size] = '\0';
    return text;
}

static hy_status check_bytes(const char *source, size_t size, const char *name, hy_error *err)
{
    if (size > HY_GATE_MAX_BYTES) {
        return hy_fail(err, HY_ERR_LIMIT, "%s: wanted at most %d bytes, got %zu", name,
                       HY_GATE_MAX_BYTES, size);
    }
    return size > 0 && memchr(source, '\0', size)
               ? hy_fail(err, HY_ERR_CORRUPT, "%s: a NUL byte", name)
               : HY_OK;
}

static void add_token(hy_fingerprint *fingerprint, const hy_token *token)
{
    bool is_spelled = token->kind >= HY_TOKEN_NAME && token->kind <= HY_TOKEN_NUMBER;
    bool is_apart = token->kind == HY_TOKEN_OPEN && token->is_after_line;
    unsigned char tag = is_apart ? APART_TAG : (unsigned char)token->kind;
    hy_fingerprint_add(fingerprint, &tag, 1);
    if (is_spelled) {
        // the NUL, which no token holds, ends its text
        hy_fingerprint_add(fingerprint, token->text, token->size);
        hy_fingerprint_add(fingerprint, "", 1);
    }
}

static hy_status check_token(const hy_token_scanner *scanner, hy_grammar *grammar,
                             const hy_token *token, const char *name, hy_error *err)
{
    if (token->kind == HY_TOKEN_BAD) {
        return fail_at(scanner, name, scanner->fault, err);
    }
    hy_status status = hy_grammar_feed(grammar, token->kind);
    if (status == HY_ERR_LIMIT) {
        return hy_fail(err, status, "%s:%zu: nested too deep", name, scanner->line);
    }
    char text[SHOWN_BYTES + 1];
    return status == HY_OK ? HY_OK
                           : hy_fail(err, status, "%s:%zu: unexpected symbol near %s", name,
                                     scanner->line, show(token, text));
}

hy_status hy_gate_check(const char *source, size_t size, const char *name, hy_gate_view *out,
                        hy_error *err)
{
    hy_status status = check_bytes(source, size, name, err);
    hy_token_scanner scanner = hy_token_scan(source, size);
    hy_token token = {.kind = HY_TOKEN_BAD};
    bool has_cdata = false;
    hy_fingerprint fingerprint;
    hy_fingerprint_init(&fingerprint);
    hy_grammar grammar;
    hy_grammar_init(&grammar);
    while (status == HY_OK && token.kind != HY_TOKEN_EOF) {
        token = hy_token_next(&scanner);
        status = check_token(&scanner, &grammar, &token, name, err);
        has_cdata = has_cdata || token.is_cdata;
        add_token(&fingerprint, &token);
    }
    if (status == HY_OK) {
        hy_fingerprint_finish(&fingerprint, out->fingerprint);
        out->has_cdata = has_cdata;
    }
    return status;
}
