#include "script/pack.h"

#include "script/key.h"
#include "script/pack_sink.h"
#include "script/pack_tag.h"
#include "script/pack_tensor.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    STACK_SLOTS = 6,  // more than one level pushes
    FEW_KEYS = 16,    // that need no memory of their own
};

typedef struct pack_writer {
    lua_State *L;
    hy_pack_sink *sink;
    hy_error *err;
} pack_writer;

// Where in the outermost value the writer is: for messages, and against cycles.
typedef struct pack_place {
    const struct pack_place *parent;  // NULL at the outermost value
    hy_key key;                       // what the value is stored at in its parent
    const void *table;                // the value, if it is a table
    int depth;
} pack_place;

static size_t describe(const pack_place *place, char *text, size_t size)
{
    if (!place->parent) {
        return (size_t)snprintf(text, size, "value");
    }
    size_t used = describe(place->parent, text, size);
    return used + hy_key_describe(&place->key, text + used, size - used);
}

static hy_status refuse(const pack_writer *writer, const pack_place *place, const char *why)
{
    char text[256];
    (void)describe(place, text, sizeof text);
    return hy_fail(writer->err, HY_ERR_ARGUMENT, "%s %s", text, why);
}

static hy_status refuse_type(const pack_writer *writer, const pack_place *place, const char *what,
                             int type)
{
    char why[96];
    (void)snprintf(why, sizeof why, "%s a %s, wanted plain data", what,
                   lua_typename(writer->L, type));
    return refuse(writer, place, why);
}

static hy_status put(const pack_writer *writer, const void *bytes, size_t size)
{
    return hy_pack_sink_put(writer->sink, bytes, size, writer->err);
}

static hy_status put_tag(const pack_writer *writer, char tag)
{
    return put(writer, &tag, sizeof tag);
}

static hy_status put_count(const pack_writer *writer, size_t count)
{
    uint32_t field = (uint32_t)count;
    if (field != count) {
        return hy_fail(writer->err, HY_ERR_LIMIT, "%zu of anything do not fit a pack", count);
    }
    return put(writer, &field, sizeof field);
}

static hy_status put_number(const pack_writer *writer, double number)
{
    // one NaN stands for all: compiled and interpreted code give it different signs
    double written = isnan(number) ? (double)NAN : number;
    char bytes[1 + sizeof written] = {HY_PACK_TAG_NUMBER};
    memcpy(bytes + 1, &written, sizeof written);
    return put(writer, bytes, sizeof bytes);
}

static hy_status put_string(const pack_writer *writer, const char *text, size_t size)
{
    hy_status status = put_tag(writer, HY_PACK_TAG_STRING);
    status = status ? status : put_count(writer, size);
    return status ? status : put(writer, text, size);
}

static hy_status put_key(const pack_writer *writer, const hy_key *key)
{
    return key->text ? put_string(writer, key->text, key->size) : put_number(writer, key->number);
}

static size_t count_array(lua_State *L, int table)
{
    for (int i = 1;; i++) {
        lua_rawgeti(L, table, i);
        bool is_end = lua_isnil(L, -1);
        lua_pop(L, 1);
        if (is_end) {
            return (size_t)i - 1;
        }
    }
}

// Whether the key on top of the stack is one of 1 .. count.
static bool is_array_key(lua_State *L, size_t count)
{
    double number = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : 0.0;
    return number >= 1.0 && number <= (double)count && number == floor(number);
}

static size_t count_pairs(lua_State *L, int table)
{
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        count++;
    }
    return count;
}

static hy_status read_key(const pack_writer *writer, const pack_place *place, hy_key *key)
{
    int type = lua_type(writer->L, -1);
    *key = (hy_key){.text = NULL};
    if (type == LUA_TNUMBER) {
        key->number = lua_tonumber(writer->L, -1);
        return HY_OK;
    }
    if (type == LUA_TSTRING) {
        key->text = lua_tolstring(writer->L, -1, &key->size);
        return HY_OK;
    }
    return refuse_type(writer, place, "has a key that is", type);
}

// Fills `keys` with those beyond the array, in order.
static hy_status gather_keys(const pack_writer *writer, const pack_place *place, int table,
                             size_t skipped, hy_key *keys)
{
    lua_State *L = writer->L;
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        if (is_array_key(L, skipped)) {
            continue;
        }
        hy_status status = read_key(writer, place, &keys[count++]);
        if (status < 0) {
            return status;
        }
    }
    hy_key_sort(keys, count);
    return HY_OK;
}

static hy_status check_nesting(const pack_writer *writer, const pack_place *place)
{
    for (const pack_place *outer = place->parent; outer; outer = outer->parent) {
        if (outer->table == place->table) {
            return refuse(writer, place, "contains itself");
        }
    }
    return place->depth < HY_PACK_MAX_DEPTH ? HY_OK : refuse(writer, place, "is nested too deeply");
}

// declared ahead: values hold values
static hy_status write_top(const pack_writer *writer, pack_place *place);

static hy_status write_inner(const pack_writer *writer, const pack_place *parent, const hy_key *key)
{
    pack_place place = {.parent = parent, .key = *key, .depth = parent->depth + 1};
    hy_status status = write_top(writer, &place);
    lua_pop(writer->L, 1);
    return status;
}

// Writes the value on top of the stack, found at `index` of an array, and pops it.
static hy_status write_element(const pack_writer *writer, const pack_place *parent, size_t index)
{
    hy_key key = {.number = (double)index};
    if (lua_type(writer->L, -1) != LUA_TNUMBER) {
        return write_inner(writer, parent, &key);
    }
    hy_status status = put_number(writer, lua_tonumber(writer->L, -1));
    lua_pop(writer->L, 1);
    return status;
}

static hy_status write_array(const pack_writer *writer, const pack_place *place, int table,
                             size_t count)
{
    for (size_t i = 1; i <= count; i++) {
        lua_rawgeti(writer->L, table, (int)i);
        hy_status status = write_element(writer, place, i);
        if (status < 0) {
            return status;
        }
    }
    return HY_OK;
}

static hy_status put_table_head(const pack_writer *writer, size_t in_array, size_t in_map)
{
    hy_status status = put_tag(writer, HY_PACK_TAG_TABLE);
    status = status ? status : put_count(writer, in_array);
    return status ? status : put_count(writer, in_map);
}

static void rewind_elements(const hy_pack_sink *sink, size_t size)
{
    if (sink->elements) {
        sink->elements->size = size;
    }
}

// Whether key and value on top of the stack are the next of a list that holds no tables.
static bool is_next_of_list(lua_State *L, size_t index)
{
    return lua_type(L, -2) == LUA_TNUMBER && lua_tonumber(L, -2) == (double)index &&
           lua_type(L, -1) != LUA_TTABLE;
}

// Writes a table in one pass, if its keys are visited as 1, 2, 3 and so on and its values are no
// tables. Any other leaves the sink as it was: tables are not tried twice at every level.
static hy_status write_list(const pack_writer *writer, const pack_place *place, int table,
                            bool *is_list)
{
    lua_State *L = writer->L;
    hy_pack_sink *sink = writer->sink;
    size_t start = sink->size;
    size_t elements_start = sink->elements ? sink->elements->size : 0;
    size_t count = 0;
    hy_status status = put_table_head(writer, 0, 0);
    lua_pushnil(L);
    while (status == HY_OK && lua_next(L, table)) {
        *is_list = is_next_of_list(L, ++count);
        if (!*is_list) {
            sink->size = start;
            rewind_elements(sink, elements_start);
            return HY_OK;
        }
        status = write_element(writer, place, count);
    }
    size_t end = sink->size;
    sink->size = start;
    status = status ? status : put_table_head(writer, count, 0);
    sink->size = end;
    return status;
}

static hy_status write_map(const pack_writer *writer, const pack_place *place, int table,
                           const hy_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        hy_status status = put_key(writer, &keys[i]);
        if (status < 0) {
            return status;
        }
        hy_key_push(writer->L, &keys[i]);
        lua_rawget(writer->L, table);
        status = write_inner(writer, place, &keys[i]);
        if (status < 0) {
            return status;
        }
    }
    return HY_OK;
}

static hy_status write_any_table(const pack_writer *writer, const pack_place *place, int table)
{
    lua_State *L = writer->L;
    hy_key few[FEW_KEYS];
    size_t in_array = count_array(L, table);
    size_t in_map = count_pairs(L, table) - in_array;
    hy_key *keys = in_map <= FEW_KEYS ? few : lua_newuserdata(L, in_map * sizeof *keys);
    hy_status status = gather_keys(writer, place, table, in_array, keys);
    status = status ? status : put_table_head(writer, in_array, in_map);
    status = status ? status : write_array(writer, place, table, in_array);
    return status ? status : write_map(writer, place, table, keys, in_map);
}

static hy_status write_table(const pack_writer *writer, pack_place *place)
{
    lua_State *L = writer->L;
    int table = lua_gettop(L);
    bool is_list = true;
    place->table = lua_topointer(L, table);
    hy_status status = check_nesting(writer, place);
    status = status ? status : write_list(writer, place, table, &is_list);
    lua_settop(L, table);
    if (status == HY_OK && !is_list) {
        status = write_any_table(writer, place, table);
        lua_settop(L, table);
    }
    return status;
}

// Writes the tensor on top of the stack; other userdata is refused by its type.
static hy_status write_tensor(const pack_writer *writer, const pack_place *place, int type)
{
    hy_tensor *tensor = NULL;
    const char *why =
        writer->sink->takes_tensors ? hy_pack_tensor_at(writer->L, -1, &tensor) : NULL;
    if (why) {
        return refuse(writer, place, why);
    }
    return tensor ? hy_pack_tensor_write(tensor, writer->sink, writer->err)
                  : refuse_type(writer, place, "is", type);
}

// Writes the value on top of the stack and leaves it there.
static hy_status write_top(const pack_writer *writer, pack_place *place)
{
    lua_State *L = writer->L;
    if (!lua_checkstack(L, STACK_SLOTS)) {
        return refuse(writer, place, "is nested too deeply");
    }
    int type = lua_type(L, -1);
    switch (type) {
    case LUA_TNIL:
        return put_tag(writer, HY_PACK_TAG_NIL);
    case LUA_TBOOLEAN:
        return put_tag(writer, lua_toboolean(L, -1) ? HY_PACK_TAG_TRUE : HY_PACK_TAG_FALSE);
    case LUA_TNUMBER:
        return put_number(writer, lua_tonumber(L, -1));
    case LUA_TSTRING: {
        size_t size;
        const char *text = lua_tolstring(L, -1, &size);
        return put_string(writer, text, size);
    }
    case LUA_TTABLE:
        return write_table(writer, place);
    case LUA_TUSERDATA:
    case LUA_TLIGHTUSERDATA:
        return write_tensor(writer, place, type);
    default:
        return refuse_type(writer, place, "is", type);
    }
}

hy_status hy_pack_write(lua_State *L, int index, hy_pack_sink *sink, hy_error *err)
{
    int top = lua_gettop(L);
    pack_writer writer = {.L = L, .sink = sink, .err = err};
    pack_place place = {.parent = NULL};
    lua_pushvalue(L, index);
    hy_status status = write_top(&writer, &place);
    lua_settop(L, top);
    return status;
}

hy_status hy_pack_push(lua_State *L, int index, size_t limit, void **bytes, size_t *size,
                       hy_error *err)
{
    int source = index < 0 ? lua_gettop(L) + 1 + index : index;
    hy_pack_sink measure = {.data = NULL, .limit = limit, .takes_tensors = true};
    hy_status status = hy_pack_write(L, source, &measure, err);
    if (status < 0) {
        return status;
    }
    hy_pack_sink sink = {
        .data = lua_newuserdata(L, measure.size), .limit = measure.size, .takes_tensors = true};
    status = hy_pack_write(L, source, &sink, err);
    if (status < 0) {
        lua_pop(L, 1);
        return status;
    }
    *bytes = sink.data;
    *size = sink.size;
    return HY_OK;
}
