#include "tensor/lines.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool reserve(hy_lines *lines, hy_cache *cache)
{
    if (lines->count < lines->capacity) {
        return true;
    }
    int capacity = lines->capacity ? lines->capacity * 2 : 32;
    void *block = NULL;
    hy_error err;
    if (hy_cache_allocate(cache, (size_t)capacity * sizeof(hy_line), &block, &err) < 0) {
        return false;
    }
    hy_lines wider = {.items = block, .count = lines->count, .capacity = capacity};
    if (lines->items) {
        memcpy(block, lines->items, (size_t)lines->count * sizeof(hy_line));
    }
    hy_lines_deinit(lines, cache);
    *lines = wider;
    return true;
}

int hy_lines_add(hy_lines *lines, hy_cache *cache, const char *text)
{
    // the newest first: code stays near where it was
    for (int number = lines->count; number > 0; number--) {
        if (strncmp(lines->items[number - 1].text, text, HY_LINE_SIZE - 1) == 0) {
            return number;
        }
    }
    if (!reserve(lines, cache)) {
        return 0;
    }
    hy_line *line = &lines->items[lines->count++];
    (void)snprintf(line->text, sizeof line->text, "%s", text);
    return lines->count;
}

const char *hy_lines_text(const hy_lines *lines, int number)
{
    return number > 0 ? lines->items[number - 1].text : NULL;
}

void hy_lines_deinit(hy_lines *lines, hy_cache *cache)
{
    if (lines->items) {
        hy_cache_release(cache, lines->items, (size_t)lines->capacity * sizeof(hy_line));
    }
    *lines = (hy_lines){.items = NULL};
}
