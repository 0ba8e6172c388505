#include "sandbox/result.h"

#include <string.h>

void hy_result_fail(hy_result *result, hy_outcome outcome, const char *message, size_t size)
{
    size_t kept = size < HY_MESSAGE_SIZE - 1 ? size : HY_MESSAGE_SIZE - 1;
    memcpy(result->message, message, kept);
    result->message[kept] = '\0';
    result->outcome = (uint32_t)outcome;
    result->value_size = 0;
}
