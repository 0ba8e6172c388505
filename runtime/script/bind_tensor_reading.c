#include "script/bind_tensor_reading.h"

#include "script/position.h"

#include <string.h>

// Moves a buffer into a larger userdata in a stack slot, and returns it.
static void *enlarge(lua_State *L, int slot, const void *buffer, size_t used, size_t size)
{
    void *larger = lua_newuserdata(L, size);
    memcpy(larger, buffer, used);
    lua_replace(L, slot);
    return larger;
}

static void add_bytes(hy_reading *reading, const void *bytes, size_t size)
{
    if (reading->room - reading->size < size) {
        reading->room = 2 * (reading->size + size);
        reading->key =
            enlarge(reading->L, reading->buffers + 1, reading->key, reading->size, reading->room);
    }
    memcpy(reading->key + reading->size, bytes, size);
    reading->size += size;
}

// What a value is comes first, so that no key is another's beginning.
static void add_tag(hy_reading *reading, char tag)
{
    add_bytes(reading, &tag, 1);
}

static void add_tensor(hy_reading *reading, hy_tensor *x)
{
    if (reading->count == reading->capacity) {
        reading->capacity *= 2;
        size_t pointer = sizeof(hy_tensor *);
        reading->tensors = enlarge(reading->L, reading->buffers, reading->tensors,
                                   reading->count * pointer, reading->capacity * pointer);
    }
    reading->tensors[reading->count++] = x;
    reading->is_recorded = reading->is_recorded || x->id != 0;
    char about[] = {'T', (char)x->dtype, (char)(x->id != 0), (char)x->shape.rank};
    add_bytes(reading, about, sizeof about);
    add_bytes(reading, x->shape.extent, (size_t)x->shape.rank * sizeof x->shape.extent[0]);
}

static void add_text(hy_reading *reading, int index)
{
    size_t length = 0;
    const char *text = lua_tolstring(reading->L, index, &length);
    add_tag(reading, 's');
    add_bytes(reading, &length, sizeof length);
    add_bytes(reading, text, length);
}

// Reads the value on top of the stack, which is no table.
static void read_leaf(hy_reading *reading)
{
    lua_State *L = reading->L;
    hy_tensor *x = hy_tensor_at(L, reading->binding, -1);
    int type = lua_type(L, -1);
    if (x) {
        add_tensor(reading, x);
    } else if (type == LUA_TNUMBER) {
        lua_Number number = lua_tonumber(L, -1);
        add_tag(reading, 'n');
        add_bytes(reading, &number, sizeof number);
    } else if (type == LUA_TSTRING) {
        add_text(reading, -1);
    } else if (type == LUA_TBOOLEAN || type == LUA_TNIL) {
        add_tag(reading, type == LUA_TNIL ? '0' : lua_toboolean(L, -1) ? '+' : '-');
    } else {
        const void *identity = lua_topointer(L, -1);
        add_tag(reading, 'p');
        add_bytes(reading, &identity, sizeof identity);
    }
}

// Reads the value on top of the stack.
static void read_value(hy_reading *reading, int depth)
{
    lua_State *L = reading->L;
    if (!lua_istable(L, -1)) {
        read_leaf(reading);
        return;
    }
    if (depth == HY_READING_MAX_DEPTH) {
        hy_raise(L, "compile: tables nest more than %d deep", HY_READING_MAX_DEPTH);
    }
    add_tag(reading, '{');
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pushvalue(L, -2);
        read_value(reading, HY_READING_MAX_DEPTH);
        lua_pop(L, 1);
        read_value(reading, depth + 1);
        lua_pop(L, 1);
    }
    add_tag(reading, '}');
}

void hy_reading_init(hy_reading *reading, lua_State *L, const hy_tensor_binding *binding)
{
    int count = lua_gettop(L);
    luaL_checkstack(L, 4 * HY_READING_MAX_DEPTH, "nested tables");
    lua_pushnil(L);
    lua_pushnil(L);
    reading->L = L;
    reading->binding = binding;
    reading->buffers = count + 1;
    reading->tensors = reading->own_tensors;
    reading->count = 0;
    reading->capacity = HY_READING_TENSORS;
    reading->key = reading->own_key;
    reading->size = 0;
    reading->room = HY_READING_BYTES;
    reading->is_recorded = false;
    const hy_context *context = binding->context;
    const void *backend = context->backend;
    add_bytes(reading, &backend, sizeof backend);
    add_tag(reading, context->is_recording ? '+' : '-');
    for (int i = 1; i <= count; i++) {
        lua_pushvalue(L, i);
        read_value(reading, 0);
        lua_pop(L, 1);
    }
}
