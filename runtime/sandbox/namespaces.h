/// Namespaces: a machine that looks empty, for the children of a process to be born into.
#pragma once

#include "sandbox/walls.h"

#include <sys/types.h>

/// Forks like fork(), the child in namespaces of its own: as many as the system lets the caller
/// have. Root needs no user namespace for the others and gets none, so that it can still read every
/// file (hy_walls_close makes up for it). In a namespace of processes the child is number 1: it
/// cannot be killed from inside, and all others end with it.
///
/// The child must be about to execute something: it has not run the handlers of pthread_atfork.
///
/// @param[out] walls  In the child: what stands. Not written in the parent.
/// @return As fork().
pid_t hy_namespaces_fork(hy_walls *walls);
