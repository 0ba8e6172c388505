/// Conversion between element types on the CPU. The contract is in kernels/backend.h.
#pragma once

#include "kernels/backend.h"

void cpu_convert(hy_dtype from, hy_dtype to, const hy_loop *loop);
