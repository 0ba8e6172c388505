#include "kernels/cpu/block.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/room.h"

// A product that is larger than the caches, as Goto and van de Geijn cut it ("Anatomy of
// high-performance matrix multiplication", ACM Transactions on Mathematical Software 34, 2008): a
// few hundred steps of the inner axis at a time, both operands copied so that what is read together
// lies together. A panel of the right one stays in the first-level cache, a block of the left one
// in the second, and more panels than that in the third, so that the left one is copied once or
// twice only.

enum {
    BLOCK_TILES = 12,
    BLOCK_ROWS = BLOCK_TILES * PRODUCT_ROWS,
    // panels that are copied at a time, and then still lie in a cache
    GROUP_COLUMNS = 16 * PANEL_WIDTH,
    MOST_COLUMNS = 64 * PANEL_WIDTH
};

/// What is copied of the operands.
typedef struct copies {
    _Alignas(CPU_ROOM_ALIGNMENT) scalar block[BLOCK_TILES * BLOCK_SPACE + BLOCK_BEYOND];
    _Alignas(CPU_ROOM_ALIGNMENT) scalar panels[MOST_COLUMNS * PANEL_DEPTH];
} copies;

_Static_assert(sizeof(copies) <= CPU_ROOM_BYTES, "the copies have room");

/// The part of a product that is computed at a time.
typedef struct piece {
    product_part rows, columns, steps;
} piece;

// All rows of one panel.
static void multiply_panel(const hy_matmul_args *args, const piece *at, product_part columns,
                           const scalar *block, const scalar *panel)
{
    scalar spare[PANEL_WIDTH];
    product_tile t = product_tile_at(args, columns, at->steps, spare);
    t.a = block;
    t.a_row_stride = 1;
    t.a_column_stride = PRODUCT_ROWS;
    t.b = panel;
    t.b_row_stride = PANEL_WIDTH;
    t.out += at->rows.first * t.out_row_stride;
    size_t rows = 0;
    for (size_t left = at->rows.count; left > 0; left -= rows) {
        rows = product_next_rows(left);
        product_run(&t, rows);
        t.a += BLOCK_SPACE;
        t.out += rows * t.out_row_stride;
    }
}

// The block of rows that is packed times as many panels as are copied at a time.
static void multiply_group(const hy_matmul_args *args, const piece *at, const scalar *block,
                           const scalar *panels)
{
    for (size_t j = 0; j < at->columns.count; j += PANEL_WIDTH) {
        product_part panel = product_part_from(j, at->columns.count, PANEL_WIDTH);
        panel.first += at->columns.first;
        multiply_panel(args, at, panel, block, panels + j * PANEL_DEPTH);
    }
}

// A block of rows; the first one comes upon panels that are not packed yet.
static void multiply_block(const hy_matmul_args *args, const piece *at, copies *packed)
{
    block_pack(args, at->rows.first, at->rows.count, at->steps.first, at->steps.count,
               packed->block);
    for (size_t j = 0; j < at->columns.count; j += GROUP_COLUMNS) {
        piece group = *at;
        group.columns = product_part_from(j, at->columns.count, GROUP_COLUMNS);
        group.columns.first += at->columns.first;
        scalar *panels = packed->panels + j * PANEL_DEPTH;
        if (at->rows.first == 0) {
            panel_pack(args, group.columns.first, group.columns.count, at->steps.first,
                       at->steps.count, panels);
        }
        multiply_group(args, &group, packed->block, panels);
    }
}

// The product of some columns of the right operand.
static void multiply_columns(const hy_matmul_args *args, product_part columns, copies *packed)
{
    size_t most_rows = product_part_size(args->m, BLOCK_ROWS, PRODUCT_ROWS);
    size_t most_steps = product_steps(args->k);
    for (size_t p = 0; p < args->k; p += most_steps) {
        for (size_t i = 0; i < args->m; i += most_rows) {
            piece at = {.rows = product_part_from(i, args->m, most_rows),
                        .columns = columns,
                        .steps = product_part_from(p, args->k, most_steps)};
            multiply_block(args, &at, packed);
        }
    }
}

bool HY_NAME(cpu_large_product)(const hy_matmul_args *args)
{
    copies *packed = cpu_room();
    if (!packed) {
        return false;
    }
    size_t most_columns = product_part_size(args->n, MOST_COLUMNS, PANEL_WIDTH);
    for (size_t j = 0; j < args->n; j += most_columns) {
        multiply_columns(args, product_part_from(j, args->n, most_columns), packed);
    }
    return true;
}
