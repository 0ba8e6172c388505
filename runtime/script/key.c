#include "script/key.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN_BYTES = 40 };  // of a long key

static int compare_text(const hy_key *a, const hy_key *b)
{
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);
    return order ? order : (a->size > b->size) - (a->size < b->size);
}

int hy_key_compare(const hy_key *a, const hy_key *b)
{
    if (a->text && b->text) {
        return compare_text(a, b);
    }
    if (a->text || b->text) {
        return a->text ? 1 : -1;
    }
    return (a->number > b->number) - (a->number < b->number);
}

static void swap(hy_key *a, hy_key *b)
{
    hy_key kept = *a;
    *a = *b;
    *b = kept;
}

static void sift_down(hy_key *keys, size_t root, size_t count)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && hy_key_compare(&keys[child], &keys[child + 1]) < 0) {
            child++;
        }
        if (hy_key_compare(&keys[root], &keys[child]) >= 0) {
            return;
        }
        swap(&keys[root], &keys[child]);
    }
}

// a heap sort: the C library's qsort may ask the system for memory, which the filter punishes
void hy_key_sort(hy_key *keys, size_t count)
{
    for (size_t i = count / 2; i-- > 0;) {
        sift_down(keys, i, count);
    }
    for (size_t end = count; end-- > 1;) {
        swap(&keys[0], &keys[end]);
        sift_down(keys, 0, end);
    }
}

size_t hy_key_describe(const hy_key *key, char *text, size_t size)
{
    int shown = (int)(key->size < SHOWN_BYTES ? key->size : SHOWN_BYTES);
    int length = key->text ? snprintf(text, size, ".%.*s", shown, key->text)
                           : snprintf(text, size, "[%.14g]", key->number);
    return (size_t)length < size ? (size_t)length : size - 1;
}

void hy_key_push(lua_State *L, const hy_key *key)
{
    if (key->text) {
        lua_pushlstring(L, key->text, key->size);
    } else {
        lua_pushnumber(L, key->number);
    }
}
