#include "tensor/lines.h"

#include <stdio.h>
#include <string.h>

static hy_line *line_at(const hy_lines *lines, int number)
{
    return (hy_line *)lines->places.items + number - 1;
}

void hy_lines_init(hy_lines *lines, hy_cache *cache)
{
    lines->places = hy_list_of(cache, sizeof(hy_line));
}

int hy_lines_add(hy_lines *lines, const char *text)
{
    int count = (int)lines->places.count;
    // the newest first: code stays near where it was
    for (int number = count; number > 0; number--) {
        if (strncmp(line_at(lines, number)->text, text, HY_LINE_SIZE - 1) == 0) {
            return number;
        }
    }
    hy_error err;
    void *place = NULL;
    if (hy_list_push(&lines->places, &place, &err) < 0) {
        return 0;
    }
    hy_line *line = place;
    (void)snprintf(line->text, sizeof line->text, "%s", text);
    return count + 1;
}

const char *hy_lines_text(const hy_lines *lines, int number)
{
    return number > 0 ? line_at(lines, number)->text : NULL;
}

void hy_lines_clear(hy_lines *lines)
{
    hy_list_clear(&lines->places);
}
