/// Doors: the one instruction from which a process behind a filter may make any system call.
///
/// Installing a filter costs more than the rest of a small job, so a confirm worker's children are
/// born behind one that their parent installed once. The parent still has to fork them, and they to
/// lock themselves in. Both make their calls from one instruction, at the end of a page of its own,
/// and a filter can tell by the address where it returns to. Before a child runs a candidate it
/// unmaps that page: as nobody behind the filter can map or move memory, there is no way back.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// Makes a system call from the door. With no filter it is a call like any other.
///
/// @return What the kernel returns: a negative error number on failure.
long hy_door_call(long number, long a, long b, long c, long d, long e, long f);

/// Makes a system call from the door.
///
/// @return As syscall(): -1 with errno set on failure.
long hy_door_try(long number, long a, long b, long c, long d);

/// The address that a filter sees calls come from, which is that after the instruction.
uintptr_t hy_door_address(void);

/// Closes the door of the calling process for good: whoever comes to it dies (SIGSEGV).
///
/// @return False when the system refuses.
bool hy_door_close(void);
