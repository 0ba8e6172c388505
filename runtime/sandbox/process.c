#include "sandbox/process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <unistd.h>

void hy_process_end(int pidfd)
{
    if (pidfd < 0) {
        return;
    }
    struct pollfd gone = {.fd = pidfd, .events = POLLIN};
    (void)pidfd_send_signal(pidfd, SIGKILL, NULL, 0);
    while (poll(&gone, 1, -1) < 0 && errno == EINTR) {
    }
    (void)close(pidfd);
}

pid_t hy_process_id(int pidfd)
{
    char line[128];
    int pid = 0;
    (void)snprintf(line, sizeof line, "/proc/self/fdinfo/%d", pidfd);
    FILE *facts = pidfd >= 0 ? fopen(line, "re") : NULL;
    while (facts && fgets(line, sizeof line, facts)) {
        if (sscanf(line, "Pid: %d", &pid) == 1) {
            break;
        }
    }
    if (facts) {
        (void)fclose(facts);
    }
    return pid > 0 ? pid : 0;
}
