/// Landlock: rights over files, ports and other processes that a process gives up for good.
#pragma once

#include <stdbool.h>

/// The version of landlock that the kernel offers; 0 when it has none or it is switched off.
int hy_landlock_version(void);

/// Gives up everything that the kernel's version knows: opening, making, removing and executing
/// files (1), truncating them (3), binding and connecting TCP ports (4), device controls (5),
/// abstract sockets and signals to processes outside (6). Descriptors that are open keep working.
/// Children inherit it. Needs PR_SET_NO_NEW_PRIVS.
///
/// @return Whether it is done; if not, nothing has changed.
bool hy_landlock_enter(void);
