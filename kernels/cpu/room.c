#include "kernels/cpu/room.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

// one per process, because keys are: written once under pthread_once, then only read
static struct {
    pthread_once_t once;
    pthread_key_t key;
    bool has_key;
} g_room = {.once = PTHREAD_ONCE_INIT};

static void create_key(void)
{
    g_room.has_key = pthread_key_create(&g_room.key, free) == 0;
}

void *cpu_room(void)
{
    (void)pthread_once(&g_room.once, create_key);
    if (!g_room.has_key) {
        return NULL;
    }
    void *room = pthread_getspecific(g_room.key);
    if (room) {
        return room;
    }
    room = aligned_alloc(CPU_ROOM_ALIGNMENT, CPU_ROOM_BYTES);
    if (room && pthread_setspecific(g_room.key, room) != 0) {
        free(room);
        return NULL;
    }
    return room;
}
