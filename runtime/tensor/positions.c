#include "tensor/positions.h"

hy_status hy_positions_fail(hy_error *err, const hy_tape_check *failed)
{
    size_t place = hy_tape_check_find(failed);
    return hy_fail(err, HY_ERR_ARGUMENT, "%s %.17g at place %zu is not one of %zu", failed->name,
                   (double)failed->positions[place], place + 1, failed->limit);
}

bool hy_positions_check(hy_scope *scope, const char *name, const hy_tensor *positions, size_t limit)
{
    hy_tape_check check = {name, positions->data, positions->count, limit};
    if (hy_tape_check_find(&check) < check.count) {
        hy_error err;
        (void)hy_scope_fail(scope, hy_positions_fail(&err, &check), "%s", err.text);
        return false;
    }
    if (scope->context->plan) {
        hy_tape_note_check(&check);
    }
    return true;
}
