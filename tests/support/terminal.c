/// A terminal with somebody at it: runs a program under a pseudo-terminal and types.
///
/// terminal STEPS PROGRAM ARGUMENT ...
///
/// Each line of the file STEPS is `send TEXT`, `wait TEXT`, for output that has not been waited for
/// yet, or `pause MILLISECONDS`. In a text \n, \t, \e and \^C are keys. All output goes to standard
/// output. Ends with the program's status, or with 124 when something waited for did not come.

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OUTPUT_SIZE = 1 << 20, PATIENCE_MS = 30000, SETTLE_MS = 30, LINE_SIZE = 4096 };

typedef struct session {
    int fd;
    pid_t pid;
    char output[OUTPUT_SIZE];  // a string
    size_t size;
    size_t seen;  // how much of it was waited for
} session;

static session g_session;

// Takes what the program has written, waiting for it at most so long; false at its end.
static bool listen_to(session *s, int milliseconds)
{
    struct pollfd source = {.fd = s->fd, .events = POLLIN};
    if (poll(&source, 1, milliseconds) <= 0) {
        return true;
    }
    ssize_t count = read(s->fd, s->output + s->size, OUTPUT_SIZE - 1 - s->size);
    if (count <= 0) {
        return false;
    }
    s->size += (size_t)count;
    s->output[s->size] = '\0';
    return true;
}

static long now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000L + time.tv_nsec / 1000000L;
}

static void pause_for(session *s, long milliseconds)
{
    long end = now() + milliseconds;
    for (long left = milliseconds; left > 0 && listen_to(s, (int)left);) {
        left = end - now();
    }
}

static bool wait_for(session *s, const char *text)
{
    long end = now() + PATIENCE_MS;
    const char *found = NULL;
    while (!(found = strstr(s->output + s->seen, text)) && now() < end) {
        if (!listen_to(s, 100)) {
            found = strstr(s->output + s->seen, text);
            break;
        }
    }
    if (found) {
        s->seen = (size_t)(found - s->output) + strlen(text);
        // a line editor shows its prompt before it makes the terminal its own
        pause_for(s, SETTLE_MS);
    }
    return found != NULL;
}

static char key_of(const char **at)
{
    char letter = *(*at)++;
    if (letter != '\\') {
        return letter;
    }
    letter = *(*at)++;
    switch (letter) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'e':
        return '\033';
    case '^':
        return (char)(*(*at)++ & 0x1f);
    default:
        return letter;
    }
}

// Writes a text of a step as the keys or the output that it stands for.
static size_t decode(const char *text, char *plain)
{
    size_t count = 0;
    while (*text) {
        plain[count++] = key_of(&text);
    }
    plain[count] = '\0';
    return count;
}

static bool take_step(session *s, const char *line)
{
    char plain[LINE_SIZE];
    if (strncmp(line, "send ", 5) == 0) {
        size_t count = decode(line + 5, plain);
        return write(s->fd, plain, count) == (ssize_t)count;
    }
    if (strncmp(line, "wait ", 5) == 0) {
        (void)decode(line + 5, plain);
        return wait_for(s, plain);
    }
    if (strncmp(line, "pause ", 6) == 0) {
        pause_for(s, strtol(line + 6, NULL, 10));
        return true;
    }
    return false;
}

static bool take_steps(session *s, const char *path)
{
    FILE *steps = fopen(path, "r");
    char line[LINE_SIZE];
    bool is_fine = steps != NULL;
    while (is_fine && fgets(line, sizeof line, steps)) {
        line[strcspn(line, "\n")] = '\0';
        is_fine = take_step(s, line);
        if (!is_fine) {
            (void)fprintf(stderr, "failed: %s\n", line);
        }
    }
    if (steps) {
        (void)fclose(steps);
    }
    return is_fine;
}

// Waits until the program has closed the terminal.
static int finish(session *s, bool is_fine)
{
    long end = now() + PATIENCE_MS;
    while (is_fine && now() < end && listen_to(s, 100)) {
    }
    (void)fwrite(s->output, 1, s->size, stdout);
    if (!is_fine || now() >= end) {
        (void)kill(s->pid, SIGKILL);
        (void)waitpid(s->pid, NULL, 0);
        return 124;
    }
    int status = 0;
    while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        return 2;
    }
    session *s = &g_session;
    struct winsize size = {.ws_row = 40, .ws_col = 100};
    s->pid = forkpty(&s->fd, NULL, NULL, &size);
    if (s->pid == 0) {
        (void)execvp(argv[2], argv + 2);
        _exit(127);
    }
    return s->pid < 0 ? 2 : finish(s, take_steps(s, argv[1]));
}
