#include "script/bind_tensor_reading.h"

#include "script/position.h"
#include "script/walk.h"

#include <string.h>

// Moves a buffer into a larger userdata in a stack slot, and returns it.
static void *enlarge(lua_State *L, int slot, const void *buffer, size_t used, size_t size)
{
    void *larger = lua_newuserdata(L, size);
    memcpy(larger, buffer, used);
    lua_replace(L, slot);
    return larger;
}

// Makes room for `size` more bytes of the key and returns it.
static char *claim(hy_reading *reading, size_t size)
{
    if (reading->room - reading->size < size) {
        reading->room = 2 * (reading->size + size);
        reading->key =
            enlarge(reading->L, reading->buffers + 1, reading->key, reading->size, reading->room);
    }
    char *place = reading->key + reading->size;
    reading->size += size;
    return place;
}

// What a value is comes first, so that no key is another's beginning.
static void add_tag(hy_reading *reading, char tag)
{
    *claim(reading, 1) = tag;
}

// Adds eight bytes after their tag.
static void add_word(hy_reading *reading, char tag, const void *word)
{
    char *place = claim(reading, 1 + sizeof(uint64_t));
    place[0] = tag;
    memcpy(place + 1, word, sizeof(uint64_t));
}

static void add_number(hy_reading *reading, double number)
{
    add_word(reading, 'n', &number);
}

static void add_text(hy_reading *reading, const char *text, size_t size)
{
    add_word(reading, 's', &size);
    memcpy(claim(reading, size), text, size);
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
    size_t size = (size_t)x->shape.rank * sizeof x->shape.extent[0];
    char about[] = {'T', (char)x->dtype, (char)(x->id != 0), (char)x->shape.rank};
    char *place = claim(reading, sizeof about + size);
    memcpy(place, about, sizeof about);
    memcpy(place + sizeof about, x->shape.extent, size);
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
        add_number(reading, lua_tonumber(L, -1));
    } else if (type == LUA_TSTRING) {
        size_t size = 0;
        const char *text = lua_tolstring(L, -1, &size);
        add_text(reading, text, size);
    } else if (type == LUA_TBOOLEAN || type == LUA_TNIL) {
        add_tag(reading, type == LUA_TNIL ? '0' : lua_toboolean(L, -1) ? '+' : '-');
    } else {
        const void *identity = lua_topointer(L, -1);
        add_word(reading, 'p', &identity);
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
    hy_walk walk;
    hy_walk_begin(&walk, L, "compile");
    for (const hy_key *key; (key = hy_walk_next(&walk));) {
        if (key->text) {
            add_text(reading, key->text, key->size);
        } else {
            add_number(reading, key->number);
        }
        read_value(reading, depth + 1);
        lua_pop(L, 1);
    }
    add_tag(reading, '}');
}

void hy_reading_init(hy_reading *reading, lua_State *L, const hy_tensor_binding *binding)
{
    int count = lua_gettop(L);
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
    add_word(reading, context->is_recording ? '+' : '-', &backend);
    for (int i = 1; i <= count; i++) {
        lua_pushvalue(L, i);
        read_value(reading, 0);
        lua_pop(L, 1);
    }
}

// Where the item of a key that begins at `at` ends.
static size_t item_end(const char *key, size_t at)
{
    size_t length = 0;
    switch (key[at]) {
    case 'T':
        return at + 4 + (size_t)key[at + 3] * sizeof(size_t);
    case 's':
        memcpy(&length, key + at + 1, sizeof length);
        return at + 1 + sizeof length + length;
    case 'n':
    case 'p':
        return at + 1 + sizeof(uint64_t);
    default:
        return at + 1;
    }
}

bool hy_reading_differs_in_numbers(const char *a, size_t a_size, const char *b, size_t b_size,
                                   int *argument)
{
    int place = 0;
    int depth = 0;
    *argument = 0;
    // what the context is comes first
    size_t at = 1 + sizeof(uint64_t);
    if (a_size != b_size || memcmp(a, b, at) != 0) {
        return false;
    }
    while (at < a_size) {
        size_t end = item_end(a, at);
        bool is_same = end <= b_size && memcmp(a + at, b + at, end - at) == 0;
        if (!is_same && !(a[at] == 'n' && b[at] == 'n')) {
            return false;
        }
        depth -= a[at] == '}';
        place += depth == 0 && a[at] != '}';
        depth += a[at] == '{';
        *argument = is_same || *argument ? *argument : place;
        at = end;
    }
    return *argument > 0;
}
