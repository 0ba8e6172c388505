/// Lines: places in source code, by number, so that a tensor can remember one in few bytes.
#pragma once

#include "tensor/list.h"

enum { HY_LINE_SIZE = 96 };

/// The place "agent.lua:12"; longer ones are cut off.
typedef struct hy_line {
    char text[HY_LINE_SIZE];
} hy_line;

/// The number of a place is where it stands, from 1 on.
typedef struct hy_lines {
    hy_list places;  ///< Of hy_line.
} hy_lines;

/// Starts without places; they will belong to `cache`.
void hy_lines_init(hy_lines *lines, hy_cache *cache);

/// Returns the number of a place, the same one each time; 0 when there is no memory.
int hy_lines_add(hy_lines *lines, const char *text);

/// Returns the place of a number, or NULL for 0.
const char *hy_lines_text(const hy_lines *lines, int number);

/// Forgets all lines.
void hy_lines_clear(hy_lines *lines);
