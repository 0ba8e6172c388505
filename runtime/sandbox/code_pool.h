/// The code pool: where a worker's LuaJIT puts machine code.
///
/// A filtered process may not map memory, so machine code comes from a fixed pool inside the
/// binary, near enough to the interpreter for relative jumps. LuaJIT maps and unmaps through
/// `mmap64` and `munmap`; the link wraps the two. Until the pool is opened, as in the host, the
/// wraps pass everything on. What unwinds the stack must know the code as well: LuaJIT registers
/// each area, and the pool remembers which. One pool per process: an address range is a property of
/// the process.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    HY_CODE_POOL_BYTES = 1 << 20,
    HY_CODE_POOL_AREA_BYTES = 1 << 16,  ///< Largest area LuaJIT maps or protects at once.
};

/// From now on anonymous mappings by LuaJIT come from the pool, and fail when it is full.
void hy_code_pool_open(void);

/// First address of the pool, a multiple of its size.
uintptr_t hy_code_pool_address(void);

/// Forgets all areas, for who has put the state that used them back to before there was any.
void hy_code_pool_empty(void);

/// Whether an area is being registered or deregistered at this moment; for signal handlers.
bool hy_code_pool_is_busy(void);

/// Stands for mmap64 in everything that the link wraps.
void *__wrap_mmap64(void *hint, size_t size, int protection, int flags, int fd, off_t offset);

/// Stands for munmap; gives an area back that lies in the pool.
int __wrap_munmap(void *address, size_t size);

/// Stand for the functions of the compiler's runtime by those names.
void __wrap___register_frame(void *frame);
void __wrap___deregister_frame(void *frame);
