/// Room for what large products copy of their operands: one block of memory a thread.
///
/// It is allocated when a thread first asks for it, which the one in a sandbox does before a filter
/// forbids it, and freed when that thread ends. Its contents outlive no product.
#pragma once

#include <stddef.h>

enum { CPU_ROOM_BYTES = 1216 << 10, CPU_ROOM_ALIGNMENT = 64 };

/// CPU_ROOM_BYTES of this thread, not initialised; NULL when there is no memory.
void *cpu_room(void);
