#include "kernels/cpu/blas.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// the constants of the CBLAS interface
enum { ROW_MAJOR = 101, NO_TRANSPOSE = 111, TRANSPOSE = 112 };

typedef void (*sgemm_function)(int order, int trans_a, int trans_b, int m, int n, int k,
                               float alpha, const float *a, int lda, const float *b, int ldb,
                               float beta, float *c, int ldc);
typedef void (*dgemm_function)(int order, int trans_a, int trans_b, int m, int n, int k,
                               double alpha, const double *a, int lda, const double *b, int ldb,
                               double beta, double *c, int ldc);

// one per process, because a loaded library is: written once under pthread_once, then only read
static struct {
    pthread_once_t once;
    void *library;
    sgemm_function sgemm;
    dgemm_function dgemm;
} g_blas = {.once = PTHREAD_ONCE_INIT};

// OpenBLAS starts its threads while it is loaded, unless the environment says one
static void *open_with_one_thread(void)
{
    static const char name[] = "OPENBLAS_NUM_THREADS";
    const char *present = getenv(name);
    char *before = present ? strdup(present) : NULL;
    (void)setenv(name, "1", 1);
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    if (before) {
        (void)setenv(name, before, 1);
    } else {
        (void)unsetenv(name);
    }
    free(before);
    return library;
}

static void load_blas(void)
{
    g_blas.library = open_with_one_thread();
    if (!g_blas.library) {
        return;
    }
    // copied as bytes: ISO C has no cast from an object to a function pointer
    void *sgemm = dlsym(g_blas.library, "cblas_sgemm");
    void *dgemm = dlsym(g_blas.library, "cblas_dgemm");
    memcpy(&g_blas.sgemm, &sgemm, sizeof sgemm);
    memcpy(&g_blas.dgemm, &dgemm, sizeof dgemm);
}

void *cpu_blas_library(void)
{
    (void)pthread_once(&g_blas.once, load_blas);
    return g_blas.library;
}

/// How CBLAS sees a strided matrix.
typedef struct operand {
    int transpose;
    int leading;  ///< Elements between rows as stored.
} operand;

// False when neither stride is 1 or an extent does not fit an int.
static bool describe(size_t rows, size_t columns, ptrdiff_t row_stride, ptrdiff_t column_stride,
                     operand *out)
{
    bool is_plain = column_stride == 1 && row_stride >= (ptrdiff_t)columns;
    bool is_transposed = row_stride == 1 && column_stride >= (ptrdiff_t)rows;
    ptrdiff_t leading = is_plain ? row_stride : column_stride;
    if (!(is_plain || is_transposed) || leading > INT_MAX) {
        return false;
    }
    *out = (operand){is_plain ? NO_TRANSPOSE : TRANSPOSE, leading > 0 ? (int)leading : 1};
    return true;
}

bool cpu_blas_matmul(hy_dtype dtype, const hy_matmul_args *args)
{
    operand a;
    operand b;
    if (args->m > INT_MAX || args->n > INT_MAX || args->k > INT_MAX ||
        !describe(args->m, args->k, args->a_row_stride, args->a_column_stride, &a) ||
        !describe(args->k, args->n, args->b_row_stride, args->b_column_stride, &b)) {
        return false;
    }
    if (!cpu_blas_library() || !g_blas.sgemm || !g_blas.dgemm) {
        return false;
    }
    int m = (int)args->m;
    int n = (int)args->n;
    int k = (int)args->k;
    if (dtype == HY_F32) {
        g_blas.sgemm(ROW_MAJOR, a.transpose, b.transpose, m, n, k, 1, args->a, a.leading, args->b,
                     b.leading, 0, args->out, n);
    } else {
        g_blas.dgemm(ROW_MAJOR, a.transpose, b.transpose, m, n, k, 1, args->a, a.leading, args->b,
                     b.leading, 0, args->out, n);
    }
    return true;
}

void cpu_blas_warm(void)
{
    // large enough that no core type multiplies without the buffer, which a job may not map
    enum { EXTENT = 128 };
    static const double zeros[EXTENT * EXTENT];
    static double out[EXTENT * EXTENT];
    hy_matmul_args args = {.m = EXTENT,
                           .n = EXTENT,
                           .k = EXTENT,
                           .a = zeros,
                           .a_row_stride = EXTENT,
                           .a_column_stride = 1,
                           .b = zeros,
                           .b_row_stride = EXTENT,
                           .b_column_stride = 1,
                           .out = out};
    (void)cpu_blas_matmul(HY_F64, &args);
    (void)cpu_blas_matmul(HY_F32, &args);
}
