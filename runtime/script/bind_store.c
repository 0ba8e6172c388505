#include "script/bind_store.h"

#include "archive/store.h"
#include "script/values.h"

#include <lauxlib.h>
#include <math.h>
#include <stdbool.h>

static const char type_name[] = "hyla.store";

// the handle is made before the store is opened, so that an error cannot leak the store
typedef struct handle {
    hy_store *store;  // NULL once closed
} handle;

static handle *push_handle(lua_State *L)
{
    handle *place = lua_newuserdata(L, sizeof *place);
    place->store = NULL;
    luaL_getmetatable(L, type_name);
    lua_setmetatable(L, -2);
    return place;
}

static hy_store *check_store(lua_State *L)
{
    const handle *place = luaL_checkudata(L, 1, type_name);
    luaL_argcheck(L, place->store, 1, "the store is closed");
    return place->store;
}

static int push_success(lua_State *L, hy_status status, const hy_error *err)
{
    if (status < 0) {
        return hy_values_push_failure(L, err);
    }
    lua_pushboolean(L, true);
    return 1;
}

static void push_text(lua_State *L, hy_store_text text)
{
    if (text.bytes) {
        lua_pushlstring(L, text.bytes, text.size);
    } else {
        lua_pushnil(L);
    }
}

static hy_store_text check_text(lua_State *L, int index)
{
    size_t size;
    const char *bytes = luaL_checklstring(L, index, &size);
    return (hy_store_text){.bytes = bytes, .size = size};
}

// Reads a field of the table at `index`; a missing one is NULL. The table keeps the bytes alive.
static hy_store_text text_field(lua_State *L, int index, const char *name, bool is_needed)
{
    lua_getfield(L, index, name);
    int type = lua_type(L, -1);
    if (type != LUA_TSTRING && (is_needed || type != LUA_TNIL)) {
        (void)luaL_error(L, "entry.%s: wanted a string, got %s", name, lua_typename(L, type));
    }
    size_t size = 0;
    const char *bytes = lua_tolstring(L, -1, &size);
    lua_pop(L, 1);
    return (hy_store_text){.bytes = bytes, .size = size};
}

// Reads a field of the table at `index`; a missing one is 0.
static lua_Number number_field(lua_State *L, int index, const char *name, bool is_needed)
{
    lua_getfield(L, index, name);
    int type = lua_type(L, -1);
    if (type != LUA_TNUMBER && (is_needed || type != LUA_TNIL)) {
        (void)luaL_error(L, "entry.%s: wanted a number, got %s", name, lua_typename(L, type));
    }
    lua_Number number = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return number;
}

// Reads a whole number; a missing one is 0.
static int64_t count_field(lua_State *L, int index, const char *name, bool is_needed)
{
    lua_Number number = number_field(L, index, name, is_needed);
    if (number != floor(number) || fabs(number) > HY_VALUES_LARGEST_WHOLE) {
        (void)luaL_error(L, "entry.%s: wanted a whole number, got %f", name, number);
    }
    return (int64_t)number;
}

static bool has_field(lua_State *L, int index, const char *name)
{
    lua_getfield(L, index, name);
    bool is_there = !lua_isnil(L, -1);
    lua_pop(L, 1);
    return is_there;
}

static hy_store_real real_field(lua_State *L, int index, const char *name)
{
    return (hy_store_real){.is_there = has_field(L, index, name),
                           .value = number_field(L, index, name, false)};
}

static hy_store_entry check_entry(lua_State *L, int index)
{
    luaL_checktype(L, index, LUA_TTABLE);
    return (hy_store_entry){
        .n = count_field(L, index, "n", true),
        .id = text_field(L, index, "id", true),
        .parent = count_field(L, index, "parent", false),
        .mate = count_field(L, index, "mate", false),
        .edit = text_field(L, index, "edit", false),
        .program = text_field(L, index, "program", true),
        .outcome = text_field(L, index, "outcome", true),
        .message = text_field(L, index, "message", false),
        .score = real_field(L, index, "score"),
        .loss = real_field(L, index, "loss"),
        .report = text_field(L, index, "report", false),
        .policy = text_field(L, index, "policy", false),
        .cpu_seconds = number_field(L, index, "cpu_seconds", false),
        .peak_bytes = count_field(L, index, "peak_bytes", false),
        .created = number_field(L, index, "created", false),
    };
}

// Reads an entry's row at index 2 and the texts of its program and its report at index 3.
static hy_store_entry check_entry_with_texts(lua_State *L)
{
    hy_store_entry entry = check_entry(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    entry.program_text = text_field(L, 3, "program", true);
    entry.report_text = text_field(L, 3, "report", false);
    return entry;
}

// Gathers the strings of the list at `index` in an array that lies on the stack as userdata.
static hy_store_text *check_blobs(lua_State *L, int index, size_t *count)
{
    luaL_checktype(L, index, LUA_TTABLE);
    *count = lua_objlen(L, index);
    hy_store_text *blobs = lua_newuserdata(L, (*count + 1) * sizeof *blobs);
    for (size_t i = 0; i < *count; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, index, "a blob is a string");
        blobs[i].bytes = lua_tolstring(L, -1, &blobs[i].size);
        lua_pop(L, 1);
    }
    return blobs;
}

static size_t count_pairs(lua_State *L, int index)
{
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        bool is_pair = lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING;
        luaL_argcheck(L, is_pair, index, "facts are strings by strings");
        count++;
    }
    return count;
}

static hy_store_pair *check_facts(lua_State *L, int index, size_t *count)
{
    luaL_checktype(L, index, LUA_TTABLE);
    *count = count_pairs(L, index);
    hy_store_pair *facts = lua_newuserdata(L, (*count + 1) * sizeof *facts);
    size_t i = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        facts[i].key.bytes = lua_tolstring(L, -2, &facts[i].key.size);
        facts[i].value.bytes = lua_tolstring(L, -1, &facts[i].value.size);
        i++;
    }
    return facts;
}

// create(path, facts) -> store | nil, message; facts are strings by key
static int store_create(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    size_t count;
    const hy_store_pair *facts = check_facts(L, 2, &count);
    handle *place = push_handle(L);
    hy_error err;
    if (hy_store_create(path, facts, count, &place->store, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    return 1;
}

// open(path, "read" | "write") -> store | nil, message
static int store_open(lua_State *L)
{
    static const char *const modes[] = {"read", "write", NULL};
    const char *path = luaL_checkstring(L, 1);
    hy_store_mode mode = luaL_checkoption(L, 2, NULL, modes) == 0 ? HY_STORE_READ : HY_STORE_WRITE;
    handle *place = push_handle(L);
    hy_error err;
    if (hy_store_open(path, mode, &place->store, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    return 1;
}

// store:close(); harmless when repeated
static int store_close(lua_State *L)
{
    handle *place = luaL_checkudata(L, 1, type_name);
    hy_store_close(place->store);
    place->store = NULL;
    return 0;
}

// Calls one of the functions that write an entry.
static int write_entry(lua_State *L, hy_status (*write)(hy_store *, const hy_store_entry *,
                                                        const hy_store_text *, size_t, hy_error *))
{
    hy_store *store = check_store(L);
    hy_store_entry entry = check_entry_with_texts(L);
    size_t count;
    const hy_store_text *blobs = check_blobs(L, 3, &count);
    hy_error err;
    return push_success(L, write(store, &entry, blobs, count, &err), &err);
}

// store:append(entry, texts) -> true | nil, message
static int store_append(lua_State *L)
{
    return write_entry(L, hy_store_append);
}

// store:add(entry, texts) -> true | nil, message; to be committed with what follows
static int store_add(lua_State *L)
{
    return write_entry(L, hy_store_add);
}

// store:commit() -> true | nil, message
static int store_commit(lua_State *L)
{
    hy_error err;
    return push_success(L, hy_store_commit(check_store(L), &err), &err);
}

// store:record(kind, body) -> true | nil, message
static int store_record(lua_State *L)
{
    hy_store_pair event = {.key = check_text(L, 2), .value = check_text(L, 3)};
    hy_error err;
    return push_success(L, hy_store_record(check_store(L), &event, &err), &err);
}

// store:set_fact(key, value) -> true | nil, message
static int store_set_fact(lua_State *L)
{
    hy_store_pair fact = {.key = check_text(L, 2), .value = check_text(L, 3)};
    hy_error err;
    return push_success(L, hy_store_set_fact(check_store(L), &fact, &err), &err);
}

// Calls one of the counting functions.
static int push_count(lua_State *L, hy_status (*count)(hy_store *, int64_t *, hy_error *))
{
    int64_t number = 0;
    hy_error err;
    if (count(check_store(L), &number, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    lua_pushnumber(L, (lua_Number)number);
    return 1;
}

// store:count() -> count of entries | nil, message
static int store_count(lua_State *L)
{
    return push_count(L, hy_store_count);
}

// store:count_events() -> count | nil, message
static int store_count_events(lua_State *L)
{
    return push_count(L, hy_store_count_events);
}

static void set_text(lua_State *L, const char *name, hy_store_text text)
{
    push_text(L, text);
    lua_setfield(L, -2, name);
}

static void set_number(lua_State *L, const char *name, lua_Number number)
{
    lua_pushnumber(L, number);
    lua_setfield(L, -2, name);
}

static void set_reference(lua_State *L, const char *name, int64_t n)
{
    if (n > 0) {
        set_number(L, name, (lua_Number)n);
    }
}

static void set_real(lua_State *L, const char *name, hy_store_real real)
{
    if (real.is_there) {
        set_number(L, name, real.value);
    }
}

static void push_entry(lua_State *L, const hy_store_entry *entry)
{
    lua_createtable(L, 0, 16);
    set_number(L, "n", (lua_Number)entry->n);
    set_text(L, "id", entry->id);
    set_reference(L, "parent", entry->parent);
    set_reference(L, "mate", entry->mate);
    set_text(L, "edit", entry->edit);
    set_text(L, "program", entry->program);
    set_text(L, "outcome", entry->outcome);
    set_text(L, "message", entry->message);
    set_real(L, "score", entry->score);
    set_real(L, "loss", entry->loss);
    set_text(L, "report", entry->report);
    set_text(L, "policy", entry->policy);
    set_number(L, "cpu_seconds", entry->cpu_seconds);
    set_number(L, "peak_bytes", (lua_Number)entry->peak_bytes);
    set_number(L, "created", entry->created);
}

// The number at index 2; one that nothing can have, such as NaN, counts as 0, which nothing has.
static int64_t check_number(lua_State *L)
{
    lua_Number number = luaL_checknumber(L, 2);
    return number >= 1 && number <= HY_VALUES_LARGEST_WHOLE ? (int64_t)number : 0;
}

// store:entry(n) -> entry | nil, message
static int store_entry(lua_State *L)
{
    hy_store *store = check_store(L);
    int64_t n = check_number(L);
    hy_store_entry entry;
    hy_error err;
    if (hy_store_find(store, n, &entry, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    push_entry(L, &entry);
    hy_store_release(store);
    return 1;
}

// Pushes a text of the entry at index 2.
static int push_entry_text(lua_State *L,
                           hy_status (*find)(hy_store *, int64_t, hy_store_text *, hy_error *))
{
    hy_store *store = check_store(L);
    hy_store_text text;
    hy_error err;
    if (find(store, check_number(L), &text, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    push_text(L, text);
    hy_store_release(store);
    return 1;
}

// store:program(n) -> text | nil, message
static int store_program(lua_State *L)
{
    return push_entry_text(L, hy_store_find_program);
}

// store:report(n) -> text or nil | nil, message
static int store_report(lua_State *L)
{
    return push_entry_text(L, hy_store_find_report);
}

// store:event(n) -> kind, body | nil, message
static int store_event(lua_State *L)
{
    hy_store *store = check_store(L);
    int64_t n = check_number(L);
    hy_store_pair event;
    hy_error err;
    if (hy_store_find_event(store, n, &event, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    push_text(L, event.key);
    push_text(L, event.value);
    hy_store_release(store);
    return 2;
}

// store:blob(digest) -> bytes | nil, message
static int store_blob(lua_State *L)
{
    hy_store *store = check_store(L);
    hy_store_text digest = check_text(L, 2);
    hy_store_text bytes;
    hy_error err;
    if (hy_store_find_blob(store, digest, &bytes, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    // an empty blob comes back without a pointer
    lua_pushlstring(L, bytes.bytes ? bytes.bytes : "", bytes.size);
    hy_store_release(store);
    return 1;
}

// store:facts() -> strings by key | nil, message
static int store_facts(lua_State *L)
{
    hy_store *store = check_store(L);
    lua_newtable(L);
    lua_pushliteral(L, "");
    hy_store_pair fact;
    hy_error err;
    hy_status status = hy_store_find_fact_after(store, check_text(L, -1), &fact, &err);
    while (status == HY_OK) {
        push_text(L, fact.key);
        lua_replace(L, -2);
        lua_pushvalue(L, -1);
        push_text(L, fact.value);
        lua_rawset(L, -4);
        status = hy_store_find_fact_after(store, check_text(L, -1), &fact, &err);
    }
    if (status != HY_ERR_NOT_FOUND) {
        return hy_values_push_failure(L, &err);
    }
    lua_pop(L, 1);
    return 1;
}

static void register_type(lua_State *L, const luaL_Reg *methods)
{
    luaL_newmetatable(L, type_name);
    lua_newtable(L);
    luaL_register(L, NULL, methods);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, store_close);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
}

int luaopen_hyla_store(lua_State *L)
{
    static const luaL_Reg methods[] = {{"add", store_add},
                                       {"append", store_append},
                                       {"blob", store_blob},
                                       {"close", store_close},
                                       {"commit", store_commit},
                                       {"count", store_count},
                                       {"count_events", store_count_events},
                                       {"entry", store_entry},
                                       {"event", store_event},
                                       {"facts", store_facts},
                                       {"program", store_program},
                                       {"record", store_record},
                                       {"report", store_report},
                                       {"set_fact", store_set_fact},
                                       {NULL, NULL}};
    static const luaL_Reg functions[] = {
        {"create", store_create}, {"open", store_open}, {NULL, NULL}};
    register_type(L, methods);
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
