#include "script/bind_sandbox.h"

#include "sandbox/pool.h"
#include "script/pack.h"
#include "script/pack_share.h"
#include "script/values.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

static const char type_name[] = "hyla.sandbox";

enum {
    WALL_FACTOR = 10,  // wall-clock backstop per second of CPU time, when none is given
    REPORT_FIELDS = 6,
    MAX_PROCESSES = 1 + 2 * HY_POOL_MAX_WORKERS,
    FILES_PER_WORKER = 5,  // of both tiers: two processes, a socket, shared memory and its bell
    FILES_BESIDE = 32,     // what else the host has open
};

typedef struct pool_handle {
    hy_pool *pool;     // NULL once closed
    hy_buffer packed;  // the job that is being submitted
    hy_limits limits;  // of a job submitted without its own
} pool_handle;

static pool_handle *check_pool(lua_State *L)
{
    pool_handle *handle = luaL_checkudata(L, 1, type_name);
    luaL_argcheck(L, handle->pool, 1, "the pool is closed");
    return handle;
}

// Reads the optional number `table[name]` into a field; returns whether it was there.
static bool read_number(lua_State *L, int table, const char *name, double *out)
{
    lua_getfield(L, table, name);
    bool is_there = !lua_isnil(L, -1);
    if (is_there && lua_type(L, -1) != LUA_TNUMBER) {
        luaL_error(L, "%s wants a number, got a %s", name, luaL_typename(L, -1));
    }
    if (is_there) {
        *out = lua_tonumber(L, -1);
    }
    lua_pop(L, 1);
    return is_there;
}

static void read_bytes(lua_State *L, int table, const char *name, uint64_t *out)
{
    double bytes;
    if (read_number(L, table, name, &bytes)) {
        // zero is refused with the other limits
        *out = bytes >= 1.0 && bytes < HY_VALUES_LARGEST_WHOLE ? (uint64_t)bytes : 0;
    }
}

// Returns `fallback` with what the table at `index` (or nothing) says instead.
static hy_limits check_limits(lua_State *L, int index, hy_limits fallback)
{
    if (lua_isnoneornil(L, index)) {
        return fallback;
    }
    luaL_checktype(L, index, LUA_TTABLE);
    hy_limits limits = fallback;
    bool has_cpu = read_number(L, index, "cpu_seconds", &limits.cpu_seconds);
    bool has_wall = read_number(L, index, "wall_seconds", &limits.wall_seconds);
    if (has_cpu && !has_wall) {
        limits.wall_seconds = WALL_FACTOR * limits.cpu_seconds;
    }
    read_bytes(L, index, "memory_bytes", &limits.memory_bytes);
    read_bytes(L, index, "output_bytes", &limits.output_bytes);
    hy_error err;
    if (hy_limits_check(&limits, &err) < 0) {
        luaL_error(L, "%s", err.text);
    }
    return limits;
}

// Pushes what a worker needs to know of the options, packed.
static void push_setup(lua_State *L, int options, void **bytes, size_t *size)
{
    static const char *const names[] = {"entry", "modules", "root"};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_getfield(L, options, names[i]);
        lua_setfield(L, -2, names[i]);
    }
    lua_getfield(L, -1, "entry");
    if (lua_type(L, -1) != LUA_TSTRING) {
        luaL_error(L, "entry wants the name of a module, got a %s", luaL_typename(L, -1));
    }
    lua_pop(L, 1);
    hy_error err;
    if (hy_pack_push(L, -1, HY_FRAME_MAX_BYTES, bytes, size, &err) < 0) {
        luaL_error(L, "options: %s", err.text);
    }
}

// Lets the host open as many files as its workers take, as far as the system leaves that to it.
static hy_status allow_files(size_t worker_count, hy_error *err)
{
    struct rlimit limit;
    rlim_t wanted = FILES_PER_WORKER * worker_count + FILES_BESIDE;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) {
        return HY_OK;
    }
    limit.rlim_cur = limit.rlim_max;
    if (limit.rlim_max < wanted || setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return hy_fail(err, HY_ERR_IO,
                       "%zu workers want %ju open files, the limit is %ju (ulimit -n)",
                       worker_count, (uintmax_t)wanted, (uintmax_t)limit.rlim_max);
    }
    return HY_OK;
}

// open(options) -> pool | nil, message
static int sandbox_open(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    double workers = 1.0;
    (void)read_number(L, 1, "workers", &workers);
    luaL_argcheck(L, workers >= 1.0 && workers <= HY_POOL_MAX_WORKERS, 1, "workers wants 1 to 256");
    lua_getfield(L, 1, "limits");
    hy_limits limits = check_limits(L, 2, hy_limits_default());
    void *setup;
    size_t setup_size;
    push_setup(L, 1, &setup, &setup_size);

    pool_handle *handle = lua_newuserdata(L, sizeof *handle);
    *handle = (pool_handle){.limits = limits};
    luaL_getmetatable(L, type_name);
    lua_setmetatable(L, -2);
    lua_getfield(L, 1, "unsafe");
    bool is_unsafe = lua_toboolean(L, -1);
    lua_pop(L, 1);
    hy_error err;
    hy_status (*open_pool)(size_t, const void *, size_t, hy_pool **, hy_error *) =
        is_unsafe ? hy_pool_open_unsafe : hy_pool_open;
    if (allow_files((size_t)workers, &err) < 0 ||
        open_pool((size_t)workers, setup, setup_size, &handle->pool, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    return 1;
}

// in the order of hy_pool_tier
static const char *const tiers[] = {"confirm", "screen", "repeat", NULL};

// pool:prepare(value[, "confirm"]) -> true | nil, message
static int pool_prepare(lua_State *L)
{
    // in the order of hy_pool_audience
    static const char *const audiences[] = {"all", "confirm", NULL};
    pool_handle *handle = check_pool(L);
    hy_pack_parcel parcel;
    luaL_checkany(L, 2);
    hy_pool_audience audience = (hy_pool_audience)luaL_checkoption(L, 3, "all", audiences);
    hy_error err;
    if (hy_pack_push_shared(L, 2, HY_FRAME_MAX_BYTES, &parcel, &err) < 0) {
        return luaL_argerror(L, 2, err.text);
    }
    if (hy_pool_prepare_with(handle->pool, audience, parcel.bytes, parcel.size, parcel.data_fd,
                             &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    lua_pushboolean(L, true);
    return 1;
}

// pool:submit(job[, limits[, tier]]) -> ticket
static int pool_submit(lua_State *L)
{
    pool_handle *handle = check_pool(L);
    luaL_checkany(L, 2);
    hy_limits limits = check_limits(L, 3, handle->limits);
    hy_pool_tier tier = (hy_pool_tier)luaL_checkoption(L, 4, tiers[HY_POOL_CONFIRM], tiers);
    hy_pack_sink sink = {.data = handle->packed.data,
                         .limit = HY_FRAME_MAX_BYTES,
                         .owner = &handle->packed,
                         .takes_tensors = true};
    hy_error err;
    if (hy_pack_write(L, 2, &sink, &err) < 0) {
        return luaL_argerror(L, 2, err.text);
    }
    hy_pool_request request = {
        .tier = tier, .limits = limits, .bytes = sink.data, .size = sink.size};
    uint64_t ticket;
    if (hy_pool_submit(handle->pool, &request, &ticket, &err) < 0) {
        return luaL_error(L, "%s", err.text);
    }
    lua_pushnumber(L, (lua_Number)ticket);
    return 1;
}

// Bytes of the character that a text starts with; 0 when it is a control or no UTF-8.
static size_t measure_character(const unsigned char *text, size_t left)
{
    static const uint32_t least[] = {0, 0, 0xa0, 0x800, 0x10000};
    if (*text < 0x80) {
        return (*text >= ' ' && *text != 127) || *text == '\n' || *text == '\t';
    }
    size_t size = *text >= 0xf0 ? 4 : *text >= 0xe0 ? 3 : 2;
    if (*text < 0xc2 || *text > 0xf4 || size > left) {
        return 0;
    }
    uint32_t code = *text & (0x7fU >> size);
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xc0) != 0x80) {
            return 0;
        }
        code = code << 6 | (text[i] & 0x3fU);
    }
    bool is_surrogate = code >= 0xd800 && code < 0xe000;
    return code >= least[size] && code <= 0x10ffff && !is_surrogate ? size : 0;
}

// A candidate chose the words, a terminal obeys controls, and JSON wants UTF-8: what is neither
// becomes question marks.
static void set_message(lua_State *L, int report, const char *message, size_t size)
{
    if (size == 0) {
        return;
    }
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (size_t i = 0; i < size;) {
        size_t shown = measure_character((const unsigned char *)message + i, size - i);
        luaL_addlstring(&buffer, shown ? message + i : "?", shown ? shown : 1);
        i += shown ? shown : 1;
    }
    luaL_pushresult(&buffer);
    lua_setfield(L, report, "message");
}

// Sets outcome, message and value; a value that is no pack makes the outcome bad_output.
static void set_value(lua_State *L, int report, const hy_reply *reply)
{
    hy_outcome outcome = reply->outcome;
    hy_error err;
    set_message(L, report, reply->message, reply->message_size);
    if (outcome == HY_OUTCOME_OK) {
        if (hy_pack_read(L, reply->value, reply->value_size, &err) == HY_OK) {
            lua_setfield(L, report, "value");
        } else {
            outcome = HY_OUTCOME_BAD_OUTPUT;
            set_message(L, report, err.text, strlen(err.text));
        }
    }
    lua_pushstring(L, hy_outcome_name(outcome));
    lua_setfield(L, report, "outcome");
}

// Pushes the report of a job that was given out under `ticket`, waiting for it first.
static int push_report(lua_State *L, hy_pool *pool, uint64_t ticket)
{
    hy_reply reply;
    hy_worker_tier tier;
    hy_error err;
    if (hy_pool_wait(pool, ticket, &reply, &tier, &err) < 0) {
        return luaL_error(L, "%s", err.text);
    }
    lua_createtable(L, 0, REPORT_FIELDS);
    int report = lua_gettop(L);
    lua_pushstring(L, tiers[tier == HY_WORKER_SCREEN ? HY_POOL_SCREEN : HY_POOL_CONFIRM]);
    lua_setfield(L, report, "tier");
    lua_pushnumber(L, reply.cpu_seconds);
    lua_setfield(L, report, "cpu_seconds");
    lua_pushnumber(L, (lua_Number)reply.peak_bytes);
    lua_setfield(L, report, "peak_bytes");
    set_value(L, report, &reply);
    hy_pool_forget(pool, ticket);
    return 1;
}

// pool:wait(ticket) -> report
static int pool_wait(lua_State *L)
{
    pool_handle *handle = check_pool(L);
    lua_Number ticket = luaL_checknumber(L, 2);
    luaL_argcheck(L, ticket >= 1 && ticket < HY_VALUES_LARGEST_WHOLE, 2, "not a ticket");
    return push_report(L, handle->pool, (uint64_t)ticket);
}

// pool:next() -> ticket, report
static int pool_next(lua_State *L)
{
    pool_handle *handle = check_pool(L);
    uint64_t ticket;
    hy_error err;
    if (hy_pool_next(handle->pool, &ticket, &err) < 0) {
        return luaL_error(L, "%s", err.text);
    }
    lua_pushnumber(L, (lua_Number)ticket);
    (void)push_report(L, handle->pool, ticket);
    return 2;
}

// pool:is_ready() -> whether next() would not have to wait
static int pool_is_ready(lua_State *L)
{
    lua_pushboolean(L, hy_pool_is_ready(check_pool(L)->pool));
    return 1;
}

// pool:processes() -> list of process ids
static int pool_processes(lua_State *L)
{
    const pool_handle *handle = check_pool(L);
    pid_t pids[MAX_PROCESSES];
    size_t count = hy_pool_processes(handle->pool, pids, MAX_PROCESSES);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        lua_pushinteger(L, pids[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

// pool:walls() -> list of names
static int pool_walls(lua_State *L)
{
    hy_walls walls = hy_pool_walls(check_pool(L)->pool);
    int count = 0;
    lua_newtable(L);
    for (int wall = 0; wall < HY_WALL_COUNT; wall++) {
        if (hy_walls_has(walls, (hy_wall)wall)) {
            lua_pushstring(L, hy_wall_name((hy_wall)wall));
            lua_rawseti(L, -2, ++count);
        }
    }
    return 1;
}

// pool:close(); also the finaliser, so closing twice is fine
static int pool_close(lua_State *L)
{
    pool_handle *handle = luaL_checkudata(L, 1, type_name);
    hy_pool_close(handle->pool);
    handle->pool = NULL;
    hy_buffer_deinit(&handle->packed);
    return 0;
}

// pack(value) -> bytes | nil, message
static int sandbox_pack(lua_State *L)
{
    void *bytes;
    size_t size;
    hy_error err;
    luaL_checkany(L, 1);
    if (hy_pack_push(L, 1, HY_FRAME_MAX_BYTES, &bytes, &size, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    lua_pushlstring(L, bytes, size);
    return 1;
}

// unpack(bytes) -> value | nil, message
static int sandbox_unpack(lua_State *L)
{
    size_t size;
    const char *bytes = luaL_checklstring(L, 1, &size);
    const hy_pack_source source = {.bytes = bytes, .size = size, .gives_tensors = true};
    hy_error err;
    return hy_pack_read_from(L, &source, &err) < 0 ? hy_values_push_failure(L, &err) : 1;
}

static void open_methods(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"close", pool_close},     {"is_ready", pool_is_ready},   {"next", pool_next},
        {"prepare", pool_prepare}, {"processes", pool_processes}, {"submit", pool_submit},
        {"wait", pool_wait},       {"walls", pool_walls},         {NULL, NULL}};
    luaL_newmetatable(L, type_name);
    lua_newtable(L);
    luaL_register(L, NULL, methods);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, pool_close);
    lua_setfield(L, -2, "__gc");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}

int luaopen_hyla_sandbox(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"open", sandbox_open}, {"pack", sandbox_pack}, {"unpack", sandbox_unpack}, {NULL, NULL}};
    open_methods(L);
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
