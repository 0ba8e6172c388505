/// Filter rules: what a build allows besides the rules of every build. CMake picks the file.
#pragma once

#include <seccomp.h>

/// Adds the rules to a libseccomp context; 0, or libseccomp's negative error number.
int hy_filter_rules_add(scmp_filter_ctx context);
