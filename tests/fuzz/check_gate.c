/// libFuzzer's entry for the gate: it must agree with the compiler.
///
/// What the gate refuses the compiler must refuse; and what both take must keep its fingerprint
/// when a comment and a line are put before it.
#include "sandbox/gate.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "--[[\n]] ";

static void expect(bool holds, const char *what)
{
    if (!holds) {
        (void)fprintf(stderr, "fuzz: %s\n", what);
        abort();
    }
}

static bool compiles(const char *source, size_t size)
{
    lua_State *L = luaL_newstate();
    expect(L != NULL, "no memory for a Lua state");
    int status = luaL_loadbufferx(L, source, size, "=agent", "t");
    lua_close(L);
    return status == 0;
}

static void check_layout(const char *source, size_t size, const hy_gate_view *view)
{
    size_t longer = size + sizeof prefix - 1;
    char *copy = malloc(longer + 1);
    expect(copy != NULL, "no memory");
    memcpy(copy, prefix, sizeof prefix - 1);
    memcpy(copy + sizeof prefix - 1, source, size + 1);
    hy_gate_view moved;
    hy_error err;
    // a byte order mark would be part of a name
    bool is_moved = source[0] != '\xef';
    if (is_moved && hy_gate_check(copy, longer, "agent", &moved, &err) == HY_OK) {
        expect(memcmp(moved.fingerprint, view->fingerprint, sizeof moved.fingerprint) == 0,
               "a comment changed the fingerprint");
    }
    free(copy);
}

// libFuzzer calls it by a name that is not in our style
int try_input(const uint8_t *data, size_t size) __asm__("LLVMFuzzerTestOneInput");
int try_input(const uint8_t *data, size_t size)
{
    char *source = malloc(size + 1);
    expect(source != NULL, "no memory");
    if (size > 0) {
        memcpy(source, data, size);
    }
    source[size] = '\0';
    hy_gate_view view;
    hy_error err;
    bool has_nul = memchr(source, '\0', size) != NULL;
    if (hy_gate_check(source, size, "agent", &view, &err) == HY_OK) {
        check_layout(source, size, &view);
    } else {
        expect(has_nul || !compiles(source, size), "the gate refuses what the compiler takes");
    }
    free(source);
    return 0;
}
