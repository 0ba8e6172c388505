#include "script/host.h"

int main(int argc, char **argv)
{
    return hy_host_main(argc, argv);
}
