#include "script/bind_tensor_parts.h"

#include <math.h>
#include <stdio.h>

enum { SHOWN_AT_EACH_END = 3, SHOWN_IN_FULL = 1000, NUMBER_TEXT_SIZE = 32 };

/// A tensor being written out.
typedef struct writer {
    luaL_Buffer buffer;
    const hy_tensor *x;
    bool is_abridged;
    int width;  ///< Of the widest number.
} writer;

// Writes an element and returns its width. A NaN has no sign here: compiled and interpreted code
// give it different ones.
static int format_element(const hy_tensor *x, size_t position, char text[NUMBER_TEXT_SIZE])
{
    if (x->dtype == HY_BOOL) {
        return snprintf(text, NUMBER_TEXT_SIZE, "%s",
                        hy_tensor_get_whole(x, position) ? "true" : "false");
    }
    if (!hy_dtype_is_float(x->dtype)) {
        return snprintf(text, NUMBER_TEXT_SIZE, "%lld",
                        (long long)hy_tensor_get_whole(x, position));
    }
    double value = hy_tensor_get(x, position);
    return isnan(value) ? snprintf(text, NUMBER_TEXT_SIZE, "nan")
                        : snprintf(text, NUMBER_TEXT_SIZE, "%.5g", value);
}

static int widest_number(const hy_tensor *x)
{
    int widest = 0;
    for (size_t i = 0; i < hy_tensor_count(x) && i < SHOWN_IN_FULL; i++) {
        char text[NUMBER_TEXT_SIZE];
        int width = format_element(x, i, text);
        widest = width > widest ? width : widest;
    }
    return widest;
}

// What stands between two elements of an axis: a space, or new lines and an indent.
static void add_separator(writer *w, int axis)
{
    int below = w->x->shape.rank - 1 - axis;
    for (int i = 0; i < below; i++) {
        luaL_addchar(&w->buffer, '\n');
    }
    for (int i = 0; i < (below ? axis + 1 : 1); i++) {
        luaL_addchar(&w->buffer, ' ');
    }
}

static void add_axis(writer *w, int axis, size_t position)
{
    if (axis == w->x->shape.rank) {
        char number[NUMBER_TEXT_SIZE];
        char padded[2 * NUMBER_TEXT_SIZE];
        (void)format_element(w->x, position, number);
        (void)snprintf(padded, sizeof padded, "%*s", w->width, number);
        luaL_addstring(&w->buffer, padded);
        return;
    }
    size_t extent = w->x->shape.extent[axis];
    bool is_cut = w->is_abridged && extent > 2 * SHOWN_AT_EACH_END;
    luaL_addchar(&w->buffer, '[');
    for (size_t i = 0; i < extent; i++) {
        if (i > 0) {
            add_separator(w, axis);
        }
        if (is_cut && i == SHOWN_AT_EACH_END) {
            luaL_addstring(&w->buffer, "...");
            i = extent - SHOWN_AT_EACH_END - 1;
            continue;
        }
        add_axis(w, axis + 1, position * extent + i);
    }
    luaL_addchar(&w->buffer, ']');
}

// Says what the elements do not show: the shape of an empty tensor, any other type than f32.
static void add_suffix(writer *w)
{
    const hy_tensor *x = w->x;
    bool is_empty = hy_tensor_count(x) == 0;
    if (is_empty && x->shape.rank > 1) {
        char text[HY_SHAPE_TEXT_SIZE];
        luaL_addstring(&w->buffer, " shape=");
        luaL_addstring(&w->buffer, hy_shape_format(&x->shape, text));
    }
    if (x->dtype != HY_F32 && (x->dtype != HY_BOOL || is_empty)) {
        luaL_addstring(&w->buffer, " dtype=");
        luaL_addstring(&w->buffer, hy_dtype_name(x->dtype));
    }
}

int hy_tensor_to_text(lua_State *L)
{
    const hy_tensor_binding *binding = hy_tensor_binding_of(L);
    const hy_tensor *x = hy_tensor_at(L, binding, 1);
    if (!x) {
        // light userdata of others share the metatable
        lua_pushfstring(L, "%s: %p", luaL_typename(L, 1), lua_topointer(L, 1));
        return 1;
    }
    hy_tensor_check_uncompiled(L, binding, "tostring");
    writer w = {
        .x = x, .is_abridged = hy_tensor_count(x) > SHOWN_IN_FULL, .width = widest_number(x)};
    luaL_buffinit(L, &w.buffer);
    if (hy_tensor_count(x) > 0) {
        add_axis(&w, 0, 0);
    } else {
        luaL_addstring(&w.buffer, "[]");
    }
    add_suffix(&w);
    luaL_pushresult(&w.buffer);
    return 1;
}
