#include "script/bind_bytes.h"

#include "script/bind_tensor_handle.h"
#include "script/values.h"

#include <lauxlib.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "elements are read as they lie");

enum { CHUNK = 4096 };  // elements that are converted at a time

typedef enum reading {
    SAME,   // as it lies
    CLEAN,  // a byte that is 0 or not
    WHOLE,
    SIGNED,
    HALF,
    BRAIN,
} reading;

/// An element type of files, and the narrowest type of ours that holds its values.
typedef struct file_type {
    const char *name;
    size_t size_bytes;
    hy_dtype dtype;
    reading reading;
} file_type;

static const file_type formats[] = {
    {"bool", 1, HY_BOOL, CLEAN}, {"u8", 1, HY_I32, WHOLE},   {"i8", 1, HY_I32, SIGNED},
    {"u16", 2, HY_I32, WHOLE},   {"i16", 2, HY_I32, SIGNED}, {"u32", 4, HY_I64, WHOLE},
    {"i32", 4, HY_I32, SAME},    {"u64", 8, HY_I64, WHOLE},  {"i64", 8, HY_I64, SAME},
    {"f16", 2, HY_F32, HALF},    {"bf16", 2, HY_F32, BRAIN}, {"f32", 4, HY_F32, SAME},
    {"f64", 8, HY_F64, SAME},    {NULL, 0, HY_F32, SAME},
};

static const file_type *check_format(lua_State *L, int index)
{
    const char *name = luaL_checkstring(L, index);
    for (const file_type *format = formats; format->name; format++) {
        if (strcmp(format->name, name) == 0) {
            return format;
        }
    }
    luaL_argerror(L, index, lua_pushfstring(L, "no element type %s", name));
    return formats;
}

static hy_shape check_shape(lua_State *L, int index)
{
    luaL_checktype(L, index, LUA_TTABLE);
    size_t rank = lua_objlen(L, index);
    luaL_argcheck(L, rank <= HY_MAX_RANK, index, "wanted a rank of at most 6");
    hy_shape shape = {.rank = (int)rank};
    for (int axis = 0; axis < shape.rank; axis++) {
        lua_rawgeti(L, index, axis + 1);
        shape.extent[axis] = hy_bytes_check_size(L, -1);
        lua_pop(L, 1);
    }
    return shape;
}

static void swap_bytes(unsigned char *elements, size_t size_bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned char *element = elements + i * size_bytes;
        for (size_t low = 0, high = size_bytes - 1; low < high; low++, high--) {
            unsigned char byte = element[low];
            element[low] = element[high];
            element[high] = byte;
        }
    }
}

// the value of IEEE 754 half precision
static float half_value(uint16_t half)
{
    uint32_t sign = (uint32_t)(half & 0x8000) << 16;
    uint32_t exponent = (half >> 10) & 0x1f;
    uint32_t mantissa = half & 0x3ff;
    uint32_t bits = sign | (exponent + 112) << 23 | mantissa << 13;
    if (exponent == 0) {
        float value = (float)mantissa * 0x1p-24F;
        return sign ? -value : value;
    }
    if (exponent == 0x1f) {
        bits = sign | 0x7f800000 | mantissa << 13;
    }
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static float float_value(const file_type *format, const unsigned char *element)
{
    uint16_t bits;
    memcpy(&bits, element, sizeof bits);
    if (format->reading == HALF) {
        return half_value(bits);
    }
    // bfloat16 is the upper half of a float
    uint32_t wide = (uint32_t)bits << 16;
    float value;
    memcpy(&value, &wide, sizeof value);
    return value;
}

static int64_t whole_value(const file_type *format, const unsigned char *element)
{
    uint64_t bits = 0;
    memcpy(&bits, element, format->size_bytes);
    if (format->reading == CLEAN) {
        return bits != 0;
    }
    int unused = 64 - 8 * (int)format->size_bytes;
    return format->reading == SIGNED ? (int64_t)(bits << unused) >> unused : (int64_t)bits;
}

static void set_whole(hy_tensor *y, size_t position, int64_t value)
{
    if (y->dtype == HY_I64) {
        ((int64_t *)y->data)[position] = value;
    } else if (y->dtype == HY_I32) {
        ((int32_t *)y->data)[position] = (int32_t)value;
    } else {
        ((bool *)y->data)[position] = value != 0;
    }
}

// Sets elements of `y` from `begin` on; false when one is beyond the type of ours.
static bool convert(const file_type *format, const unsigned char *elements, hy_tensor *y,
                    size_t begin, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const unsigned char *element = elements + i * format->size_bytes;
        if (format->reading == HALF || format->reading == BRAIN) {
            ((float *)y->data)[begin + i] = float_value(format, element);
            continue;
        }
        int64_t value = whole_value(format, element);
        if (format->reading == WHOLE && value < 0) {
            return false;
        }
        set_whole(y, begin + i, value);
    }
    return true;
}

typedef struct source {
    const hy_bytes *bytes;
    size_t offset;
    const file_type *format;
    bool is_big_endian;
} source;

static hy_status read_as_it_lies(const source *from, hy_tensor *y, hy_error *err)
{
    size_t size = from->format->size_bytes;
    size_t count = hy_tensor_count(y);
    hy_status status = hy_bytes_read(from->bytes, from->offset, count * size, y->data, err);
    if (status == HY_OK && from->is_big_endian) {
        swap_bytes(y->data, size, count);
    }
    return status;
}

static hy_status read_converted(const source *from, hy_tensor *y, hy_error *err)
{
    size_t size = from->format->size_bytes;
    size_t count = hy_tensor_count(y);
    for (size_t begin = 0; begin < count; begin += CHUNK) {
        unsigned char chunk[CHUNK * sizeof(uint64_t)];
        size_t length = count - begin < CHUNK ? count - begin : CHUNK;
        size_t offset = from->offset + begin * size;
        hy_status status = hy_bytes_read(from->bytes, offset, length * size, chunk, err);
        if (status < 0) {
            return status;
        }
        if (from->is_big_endian) {
            swap_bytes(chunk, size, length);
        }
        if (!convert(from->format, chunk, y, begin, length)) {
            return hy_fail(err, HY_ERR_CORRUPT,
                           "wanted whole numbers below 2^63, got a greater one from byte %zu on",
                           offset);
        }
    }
    return HY_OK;
}

static hy_tensor *read_tensor(hy_scope *scope, const source *from, const hy_shape *shape)
{
    hy_error err;
    size_t rest = from->bytes->size_bytes;
    rest -= from->offset < rest ? from->offset : rest;
    // checked before anything is allocated, without a product that could overflow
    if (hy_shape_check(shape, &err) < 0 ||
        hy_shape_count(shape) > rest / from->format->size_bytes) {
        char text[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_CORRUPT,
                             "wanted the elements of shape %s in %s, got %zu bytes at byte %zu",
                             hy_shape_format(shape, text), from->format->name, rest, from->offset);
    }
    hy_tensor *y = hy_tensor_create(scope, from->format->dtype, shape);
    if (!y) {
        return NULL;
    }
    hy_status status = from->format->reading == SAME ? read_as_it_lies(from, y, &err)
                                                     : read_converted(from, y, &err);
    return status == HY_OK ? y : hy_scope_fail(scope, status, "%s", err.text);
}

int hy_bytes_to_tensor(lua_State *L)
{
    source from = {.bytes = hy_bytes_check(L, 1),
                   .offset = hy_bytes_check_size(L, 2),
                   .format = check_format(L, 3),
                   .is_big_endian = lua_toboolean(L, 5)};
    hy_shape shape = check_shape(L, 4);
    hy_tensor_binding *binding = hy_tensor_binding_push(L, &hy_allocator_system);
    binding->running = L;
    hy_tensor_check_uncompiled(L, binding, "tensor");
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *y = read_tensor(&work.scope, &from, &shape);
    if (y) {
        return hy_tensor_work_end(L, binding, &work, y);
    }
    (void)hy_scope_deinit(&work.scope);
    return hy_values_push_failure(L, &work.err);
}
