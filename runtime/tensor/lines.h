/// Lines: places in source code, by number, so that a tensor can remember one in few bytes.
#pragma once

#include "tensor/allocator.h"

enum { HY_LINE_SIZE = 96 };

/// The place "agent.lua:12"; longer ones are cut off.
typedef struct hy_line {
    char text[HY_LINE_SIZE];
} hy_line;

/// Starts empty, as zeros. The lines belong to the cache that they were added with.
typedef struct hy_lines {
    hy_line *items;
    int count;
    int capacity;
} hy_lines;

/// Returns the number of a place, from 1 on, and the same one each time; 0 when there is no memory.
int hy_lines_add(hy_lines *lines, hy_cache *cache, const char *text);

/// Returns the place of a number, or NULL for 0.
const char *hy_lines_text(const hy_lines *lines, int number);

/// Forgets all lines.
void hy_lines_deinit(hy_lines *lines, hy_cache *cache);
