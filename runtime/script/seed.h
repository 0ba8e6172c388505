/// The seed of LuaJIT's string hash: fixed, so that `pairs` visits a table in the same order in
/// every process and every run. Exact replay needs it; nothing here relies on it being secret.
///
/// LuaJIT asks the kernel for its seed through `syscall`; the link wraps that one function.
#pragma once

long __wrap_syscall(long number, long a, long b, long c, long d, long e, long f);
