/// A kernel without seccomp: runs a program for which seccomp(2) is a call that does not exist.
///
/// without_seccomp PROGRAM ARGUMENT ...

#include "support/refuse.h"

#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const int calls[] = {SCMP_SYS(seccomp)};
    if (argc < 2) {
        return 2;
    }
    refuse_calls(calls, 1);
    (void)execvp(argv[1], argv + 1);
    perror(argv[1]);
    return 127;
}
