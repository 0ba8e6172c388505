#include "script/pack.h"

#include "script/key.h"
#include "script/pack_tag.h"
#include "script/pack_tensor.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    STACK_SLOTS = 4,          // more than one level pushes
    SMALLEST_PAIR_BYTES = 6,  // an empty string and a nil
};

typedef struct pack_reader {
    lua_State *L;
    const unsigned char *next;
    size_t left;
    size_t claimed;  // values that the counts of all tables promised
    const hy_pack_source *source;
    hy_error *err;
} pack_reader;

static hy_status refuse(const pack_reader *reader, const char *why)
{
    return hy_fail(reader->err, HY_ERR_CORRUPT, "not a pack: %s at byte %zu of %zu", why,
                   reader->source->size - reader->left, reader->source->size);
}

static hy_status take(pack_reader *reader, void *bytes, size_t size)
{
    if (size > reader->left) {
        return refuse(reader, "cut short");
    }
    memcpy(bytes, reader->next, size);
    reader->next += size;
    reader->left -= size;
    return HY_OK;
}

// Takes a count of things that are of at least `smallest` bytes each.
static hy_status take_count(pack_reader *reader, size_t smallest, uint32_t *count)
{
    hy_status status = take(reader, count, sizeof *count);
    if (status == HY_OK && *count > reader->left / smallest) {
        return refuse(reader, "a count beyond the end");
    }
    return status;
}

static bool is_written_nan(double number)
{
    const double written = (double)NAN;
    uint64_t bits;
    uint64_t written_bits;
    memcpy(&bits, &number, sizeof bits);
    memcpy(&written_bits, &written, sizeof written_bits);
    return bits == written_bits;
}

static hy_status take_number(pack_reader *reader, double *number)
{
    hy_status status = take(reader, number, sizeof *number);
    if (status == HY_OK && isnan(*number) && !is_written_nan(*number)) {
        return refuse(reader, "a NaN of another kind");
    }
    return status;
}

static hy_status take_text(pack_reader *reader, const char **text, size_t *size)
{
    uint32_t count = 0;
    hy_status status = take_count(reader, 1, &count);
    if (status == HY_OK) {
        *text = (const char *)reader->next;
        *size = count;
        reader->next += count;
        reader->left -= count;
    }
    return status;
}

// Whether packing writes such a key beside an array part of `in_array` values.
static bool is_map_key(const hy_key *key, uint32_t in_array)
{
    double number = key->number;
    if (key->text) {
        return true;
    }
    bool is_in_array = number >= 1.0 && number <= (double)in_array + 1.0 && number == floor(number);
    return !isnan(number) && !is_in_array && !(number == 0.0 && signbit(number));
}

static hy_status take_key(pack_reader *reader, hy_key *key)
{
    char tag = '\0';
    *key = (hy_key){.text = NULL};
    hy_status status = take(reader, &tag, sizeof tag);
    if (status < 0) {
        return status;
    }
    switch (tag) {
    case HY_PACK_TAG_STRING:
        return take_text(reader, &key->text, &key->size);
    case HY_PACK_TAG_NUMBER:
        return take_number(reader, &key->number);
    default:
        return refuse(reader, "a key that is no string and no number");
    }
}

// Takes the key that follows `previous` (NULL for the first).
static hy_status take_next_key(pack_reader *reader, const hy_key *previous, uint32_t in_array,
                               hy_key *key)
{
    hy_status status = take_key(reader, key);
    if (status < 0) {
        return status;
    }
    if (!is_map_key(key, in_array)) {
        return refuse(reader, "a key that packing does not write");
    }
    bool is_ordered = !previous || hy_key_compare(previous, key) < 0;
    return is_ordered ? HY_OK : refuse(reader, "keys out of order");
}

// declared ahead: values hold values
static hy_status push_value(pack_reader *reader, int depth);

static hy_status fill_array(pack_reader *reader, uint32_t count, int depth)
{
    lua_State *L = reader->L;
    for (uint32_t i = 1; i <= count; i++) {
        hy_status status = push_value(reader, depth);
        if (status < 0) {
            return status;
        }
        if (lua_isnil(L, -1)) {
            return refuse(reader, "a nil in a table");
        }
        lua_rawseti(L, -2, (int)i);
    }
    return HY_OK;
}

static void push_key(lua_State *L, const hy_key *key)
{
    if (key->text) {
        lua_pushlstring(L, key->text, key->size);
    } else {
        lua_pushnumber(L, key->number);
    }
}

static hy_status fill_map(pack_reader *reader, uint32_t in_array, uint32_t count, int depth)
{
    lua_State *L = reader->L;
    hy_key previous;
    for (uint32_t i = 0; i < count; i++) {
        hy_key key;
        hy_status status = take_next_key(reader, i > 0 ? &previous : NULL, in_array, &key);
        if (status < 0) {
            return status;
        }
        push_key(L, &key);
        status = push_value(reader, depth);
        if (status < 0) {
            return status;
        }
        if (lua_isnil(L, -1)) {
            return refuse(reader, "a nil in a table");
        }
        lua_rawset(L, -3);
        previous = key;
    }
    return HY_OK;
}

static hy_status push_table(pack_reader *reader, int depth)
{
    uint32_t in_array = 0;
    uint32_t in_map = 0;
    hy_status status = depth >= HY_PACK_MAX_DEPTH ? refuse(reader, "nested too deeply") : HY_OK;
    status = status ? status : take_count(reader, 1, &in_array);
    status = status ? status : take_count(reader, SMALLEST_PAIR_BYTES, &in_map);
    if (status < 0) {
        return status;
    }
    // every value takes a byte, so no true counts add up to more; memory for them is safe to take
    reader->claimed += (size_t)in_array + in_map;
    if (in_array > INT32_MAX || reader->claimed > reader->source->size) {
        return refuse(reader, "counts beyond the end");
    }
    lua_createtable(reader->L, (int)in_array, (int)in_map);
    status = fill_array(reader, in_array, depth + 1);
    return status ? status : fill_map(reader, in_array, in_map, depth + 1);
}

static hy_status push_number(pack_reader *reader)
{
    double number = 0.0;
    hy_status status = take_number(reader, &number);
    if (status == HY_OK) {
        lua_pushnumber(reader->L, number);
    }
    return status;
}

static hy_status push_string(pack_reader *reader)
{
    const char *text;
    size_t size;
    hy_status status = take_text(reader, &text, &size);
    if (status == HY_OK) {
        lua_pushlstring(reader->L, text, size);
    }
    return status;
}

static hy_status push_tensor(pack_reader *reader, bool is_constant)
{
    hy_pack_tensor tensor;
    const char *why = reader->source->gives_tensors
                          ? hy_pack_tensor_read(reader->source, is_constant, &reader->next,
                                                &reader->left, &tensor)
                          : "a tensor";
    return why ? refuse(reader, why) : hy_pack_tensor_push(reader->L, &tensor, reader->err);
}

static hy_status push_value(pack_reader *reader, int depth)
{
    char tag = '\0';
    hy_status status = take(reader, &tag, sizeof tag);
    if (status == HY_OK && !lua_checkstack(reader->L, STACK_SLOTS)) {
        status = refuse(reader, "nested too deeply");
    }
    if (status < 0) {
        return status;
    }
    switch (tag) {
    case HY_PACK_TAG_NIL:
        lua_pushnil(reader->L);
        return HY_OK;
    case HY_PACK_TAG_FALSE:
    case HY_PACK_TAG_TRUE:
        lua_pushboolean(reader->L, tag == HY_PACK_TAG_TRUE);
        return HY_OK;
    case HY_PACK_TAG_NUMBER:
        return push_number(reader);
    case HY_PACK_TAG_STRING:
        return push_string(reader);
    case HY_PACK_TAG_TABLE:
        return push_table(reader, depth);
    case HY_PACK_TAG_TENSOR:
    case HY_PACK_TAG_CONSTANT:
        return push_tensor(reader, tag == HY_PACK_TAG_CONSTANT);
    default:
        return refuse(reader, "an unknown tag");
    }
}

hy_status hy_pack_read(lua_State *L, const void *bytes, size_t size, hy_error *err)
{
    const hy_pack_source source = {.bytes = bytes, .size = size};
    return hy_pack_read_from(L, &source, err);
}

hy_status hy_pack_read_from(lua_State *L, const hy_pack_source *source, hy_error *err)
{
    int top = lua_gettop(L);
    pack_reader reader = {
        .L = L, .next = source->bytes, .left = source->size, .source = source, .err = err};
    hy_status status = push_value(&reader, 0);
    if (status == HY_OK && reader.left > 0) {
        status = refuse(&reader, "bytes after the end");
    }
    if (status < 0) {
        lua_settop(L, top);
    }
    return status;
}
