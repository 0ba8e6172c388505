#include "script/bind_json.h"

#include "base/buffer.h"
#include "script/key.h"

#include <lauxlib.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEEPEST = 100,
    OWN_KEYS = 16,         // of an object, sorted without asking for memory
    NUMBER_SIZE = 24,      // of a whole number, or of one with 15 digits
    MOST_HOLES = 1000000,  // places of lists that hold nothing: a stray large key must not become
                           // gigabytes of nulls
    SPARE_SLOTS = 8,
};

static const double largest_short = 1e15;  // whole numbers below have at most 15 digits

// where in the value a table lies, for messages
typedef struct place {
    const struct place *outer;  // NULL for the value itself
    const hy_key *key;
} place;

typedef struct writer {
    lua_State *L;
    hy_buffer *text;    // NULL where nothing is to be written, only looked at
    const char *name;   // of the value, for messages
    const void *empty;  // the table that is written as []
    double holes;
} writer;

static void write_value(writer *self, const place *here, int depth);

// Pushes the path to a place, such as "edit.steps[1]".
static void push_path(const writer *self, const place *here)
{
    lua_State *L = self->L;
    luaL_checkstack(L, SPARE_SLOTS, "a deep value");
    if (!here->outer) {
        lua_pushstring(L, self->name);
        return;
    }
    push_path(self, here->outer);
    if (here->key->text) {
        lua_pushliteral(L, ".");
        hy_key_push(L, here->key);
        lua_concat(L, 3);
    } else {
        lua_pushfstring(L, "%s[%d]", lua_tostring(L, -1), (int)here->key->number);
        lua_remove(L, -2);
    }
}

// Raises "edit.steps[1]: nan has no place in JSON"; what is refused lies on top of the stack.
static void refuse(const writer *self, const place *here)
{
    lua_State *L = self->L;
    push_path(self, here);
    lua_insert(L, -2);
    lua_pushfstring(L, "%s: %s has no place in JSON", lua_tostring(L, -2), lua_tostring(L, -1));
    (void)lua_error(L);
}

static void append(const writer *self, const void *bytes, size_t size)
{
    hy_error err;
    if (self->text && hy_buffer_append(self->text, bytes, size, &err) < 0) {
        (void)luaL_error(self->L, "%s", err.text);
    }
}

static void append_word(const writer *self, const char *word)
{
    append(self, word, strlen(word));
}

// Writes the fewer of 16 and 17 digits that give the number back exactly; by LuaJIT's own format,
// which rounds halves up where the C library rounds them to even.
static void write_long_digits(const writer *self, lua_Number number)
{
    static const char *const formats[] = {"%.16g", "%.17g"};
    lua_State *L = self->L;
    for (int i = 0; i < 2; i++) {
        lua_pushvalue(L, lua_upvalueindex(2));
        lua_pushstring(L, formats[i]);
        lua_pushnumber(L, number);
        lua_call(L, 2, 1);
        if (i == 1 || lua_tonumber(L, -1) == number) {
            break;
        }
        lua_pop(L, 1);
    }
    size_t size;
    const char *text = lua_tolstring(L, -1, &size);
    append(self, text, size);
    lua_pop(L, 1);
}

// Writes the fewest of 15 to 17 digits that give the number back exactly. 15 never do where they
// were rounded from a half, which lies further from the number than its neighbours do.
static void write_digits(const writer *self, lua_Number number)
{
    char text[NUMBER_SIZE];
    int length = snprintf(text, sizeof text, "%.15g", number);
    if (strtod(text, NULL) == number) {
        append(self, text, (size_t)length);
    } else {
        write_long_digits(self, number);
    }
}

// Whole numbers are written as they are counted.
static void write_number(const writer *self, const place *here)
{
    lua_Number number = lua_tonumber(self->L, -1);
    if (!isfinite(number)) {
        lua_pushstring(self->L, isnan(number) ? "nan" : number > 0 ? "inf" : "-inf");
        refuse(self, here);
    }
    if (!self->text) {
        return;
    }
    bool is_minus_zero = number == 0 && signbit(number);
    if (number == floor(number) && fabs(number) < largest_short && !is_minus_zero) {
        char text[NUMBER_SIZE];
        int length = snprintf(text, sizeof text, "%lld", (long long)number);
        append(self, text, (size_t)length);
        return;
    }
    write_digits(self, number);
}

// Writes what stands for a byte that must be escaped (RFC 8259, section 7), and for a DEL.
static void write_escaped(const writer *self, unsigned char byte)
{
    static const char named[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    char text[8];
    const char *found = byte ? strchr(named, byte) : NULL;
    int length = found ? snprintf(text, sizeof text, "\\%c", letters[found - named])
                       : snprintf(text, sizeof text, "\\u%04x", byte);
    append(self, text, (size_t)length);
}

static void write_string(const writer *self, const char *bytes, size_t size)
{
    append(self, "\"", 1);
    size_t start = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte < 0x20 || byte == 0x7f || byte == '"' || byte == '\\') {
            append(self, bytes + start, i - start);
            write_escaped(self, byte);
            start = i + 1;
        }
    }
    append(self, bytes + start, size - start);
    append(self, "\"", 1);
}

// Pushes a key as tostring() gives it.
static void push_shown(lua_State *L, int index)
{
    int type = lua_type(L, index);
    if (luaL_callmeta(L, index, "__tostring")) {
        return;
    }
    if (type == LUA_TNUMBER) {
        lua_pushvalue(L, index);
        (void)lua_tostring(L, -1);
    } else if (type == LUA_TBOOLEAN) {
        lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
    } else {
        lua_pushfstring(L, "%s: %p", lua_typename(L, type), lua_topointer(L, index));
    }
}

static bool is_place_in_list(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TNUMBER) {
        return false;
    }
    lua_Number key = lua_tonumber(L, index);
    return key >= 1 && key == floor(key);
}

// what the keys of a table say of it
typedef struct shape {
    size_t names;
    double length;  // the last place of a list
    double count;   // of its values
} shape;

// Looks at the keys of the table on top of the stack: a list, an object, or neither.
static shape look_at_keys(const writer *self, const place *here)
{
    lua_State *L = self->L;
    shape found = {0};
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING) {
            found.names++;
        } else if (is_place_in_list(L, -1)) {
            found.length = fmax(found.length, lua_tonumber(L, -1));
            found.count++;
        } else {
            push_shown(L, lua_gettop(L));
            lua_pushfstring(L, "the key %s", lua_tostring(L, -1));
            refuse(self, here);
        }
    }
    if (found.length > 0 && found.names > 0) {
        lua_pushliteral(L, "a table that is both a list and an object");
        refuse(self, here);
    }
    return found;
}

// Writes the list on top of the stack.
static void write_list(writer *self, const place *here, shape found, int depth)
{
    lua_State *L = self->L;
    self->holes += found.length - found.count;
    if (!(self->holes <= MOST_HOLES)) {
        char text[128];
        double shown = fmin(found.length, (double)(INT64_MAX / 2));
        (void)snprintf(text, sizeof text, "a list of %.0f places for %.0f values", shown,
                       found.count);
        lua_pushstring(L, text);
        refuse(self, here);
    }
    append(self, "[", 1);
    int length = (int)found.length;
    for (int i = 1; i <= length; i++) {
        hy_key key = {.number = i};
        if (i > 1) {
            append(self, ",", 1);
        }
        lua_rawgeti(L, -1, i);
        if (lua_isnil(L, -1)) {
            append(self, "null", 4);
        } else {
            write_value(self, &(place){.outer = here, .key = &key}, depth);
        }
        lua_pop(L, 1);
    }
    append(self, "]", 1);
}

// Reads the keys of the table on top of the stack, all of which are strings, and sorts them.
static void sort_keys(lua_State *L, hy_key *keys)
{
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pop(L, 1);
        keys[count].text = lua_tolstring(L, -1, &keys[count].size);
        count++;
    }
    hy_key_sort(keys, count);
}

// Writes an object; keys[0 ... count - 1] are the table's own, sorted.
static void write_fields(writer *self, const place *here, const hy_key *keys, size_t count,
                         int depth)
{
    lua_State *L = self->L;
    int table = lua_gettop(L);
    append(self, "{", 1);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            append(self, ",", 1);
        }
        write_string(self, keys[i].text, keys[i].size);
        append(self, ":", 1);
        hy_key_push(L, &keys[i]);
        lua_rawget(L, table);
        write_value(self, &(place){.outer = here, .key = &keys[i]}, depth);
        lua_pop(L, 1);
    }
    append(self, "}", 1);
}

static void write_object(writer *self, const place *here, size_t count, int depth)
{
    lua_State *L = self->L;
    hy_key own_keys[OWN_KEYS] = {0};
    if (count <= OWN_KEYS) {
        sort_keys(L, own_keys);
        write_fields(self, here, own_keys, count, depth);
        return;
    }
    hy_key *keys = lua_newuserdata(L, count * sizeof *keys);
    memset(keys, 0, count * sizeof *keys);
    lua_insert(L, -2);
    sort_keys(L, keys);
    write_fields(self, here, keys, count, depth);
    lua_remove(L, -2);
}

static void write_table(writer *self, const place *here, int depth)
{
    lua_State *L = self->L;
    luaL_checkstack(L, SPARE_SLOTS, "a deep value");
    if (depth > DEEPEST) {
        lua_pushfstring(L, "a table more than %d deep", DEEPEST);
        refuse(self, here);
    }
    if (lua_topointer(L, -1) == self->empty) {
        append(self, "[]", 2);
        return;
    }
    shape found = look_at_keys(self, here);
    if (found.length > 0) {
        write_list(self, here, found, depth + 1);
    } else {
        write_object(self, here, found.names, depth + 1);
    }
}

// Writes the value on top of the stack, which stays there.
static void write_value(writer *self, const place *here, int depth)
{
    lua_State *L = self->L;
    int type = lua_type(L, -1);
    if (type == LUA_TBOOLEAN) {
        append_word(self, lua_toboolean(L, -1) ? "true" : "false");
    } else if (type == LUA_TNUMBER) {
        write_number(self, here);
    } else if (type == LUA_TSTRING) {
        size_t size;
        const char *bytes = lua_tolstring(L, -1, &size);
        write_string(self, bytes, size);
    } else if (type == LUA_TTABLE) {
        write_table(self, here, depth);
    } else {
        lua_pushfstring(L, "a %s", lua_typename(L, type));
        refuse(self, here);
    }
}

// Writes the value at index 1, which index 2 names; the table at index 3 is written as [].
static void write_argument(lua_State *L, hy_buffer *text)
{
    writer self = {.L = L, .text = text, .name = luaL_checkstring(L, 2)};
    self.empty = lua_topointer(L, 3);
    lua_settop(L, 1);
    write_value(&self, &(place){.outer = NULL}, 1);
}

// encode(value, name, empty) -> text; raises what cannot be written and where it is
static int json_encode(lua_State *L)
{
    hy_buffer *text = lua_touserdata(L, lua_upvalueindex(1));
    text->size = 0;
    write_argument(L, text);
    lua_pushlstring(L, (const char *)text->data, text->size);
    return 1;
}

// check(value, name, empty); raises what cannot be written and where it is
static int json_check(lua_State *L)
{
    write_argument(L, NULL);
    return 0;
}

static int buffer_collect(lua_State *L)
{
    hy_buffer_deinit(lua_touserdata(L, 1));
    return 0;
}

int luaopen_hyla_json(lua_State *L)
{
    lua_newtable(L);
    hy_buffer *text = lua_newuserdata(L, sizeof *text);
    hy_buffer_init(text);
    lua_newtable(L);
    lua_pushcfunction(L, buffer_collect);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    lua_getglobal(L, "string");
    lua_getfield(L, -1, "format");
    lua_remove(L, -2);
    lua_pushcclosure(L, json_encode, 2);
    lua_setfield(L, -2, "encode");
    lua_pushcfunction(L, json_check);
    lua_setfield(L, -2, "check");
    return 1;
}
