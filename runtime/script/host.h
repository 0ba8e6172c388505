/// The host: a trusted Lua state and the program that runs in it.
#pragma once

/// Runs the command line under a fresh trusted state: `lua/hyla/cli` decides what the words mean.
///
/// Prints its own failures on standard error.
/// @return The exit status: 0 done, 1 the work failed, 2 bad usage or bad input.
int hy_host_main(int argc, char **argv);
