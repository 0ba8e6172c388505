// Times the products of the fastest back end against the BLAS that is loaded, in one process and in
// alternation: microseconds of processor time (medians), and the median ratio.
//
// usage: bench_gemm [ROUNDS]
#include "base/clock.h"
#include "kernels/backend.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_MAJOR = 101, NO_TRANSPOSE = 111, MAX_ROUNDS = 101 };

typedef void (*sgemm_function)(int order, int trans_a, int trans_b, int m, int n, int k,
                               float alpha, const float *a, int lda, const float *b, int ldb,
                               float beta, float *c, int ldc);

typedef struct problem {
    int m, n, k;
    float *a, *b, *c;
    sgemm_function sgemm;
    long calls;
} problem;

static sgemm_function load_sgemm(void)
{
    (void)setenv("OPENBLAS_NUM_THREADS", "1", 1);
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    void *symbol = library ? dlsym(library, "cblas_sgemm") : NULL;
    sgemm_function sgemm = NULL;
    memcpy(&sgemm, &symbol, sizeof symbol);
    return sgemm;
}

static void run_own(const problem *p)
{
    hy_matmul_args args = {.m = (size_t)p->m,
                           .n = (size_t)p->n,
                           .k = (size_t)p->k,
                           .a = p->a,
                           .a_row_stride = p->k,
                           .a_column_stride = 1,
                           .b = p->b,
                           .b_row_stride = p->n,
                           .b_column_stride = 1,
                           .out = p->c};
    hy_backend_default()->kernels[HY_F32]->matmul(&args);
}

static void run_blas(const problem *p)
{
    p->sgemm(ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, p->m, p->n, p->k, 1, p->a, p->k, p->b, p->n, 0,
             p->c, p->n);
}

// Seconds a call.
static double time_of(const problem *p, void (*run)(const problem *p))
{
    double start = hy_clock_thread_seconds();
    for (long i = 0; i < p->calls; i++) {
        run(p);
    }
    return (hy_clock_thread_seconds() - start) / (double)p->calls;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

static float *draw(int count)
{
    float *values = aligned_alloc(64, ((size_t)count * sizeof(float) + 63) / 64 * 64);
    for (int i = 0; values && i < count; i++) {
        values[i] = (float)(i * 7919 % 1000) * 1e-3F - 0.5F;
    }
    return values;
}

static void report(problem *p, int rounds)
{
    double own[MAX_ROUNDS];
    double blas[MAX_ROUNDS];
    double ratio[MAX_ROUNDS];
    p->calls = 1 + (long)(2e8 / ((double)p->m * p->n * p->k + 2000));
    for (int round = -1; round < rounds; round++) {
        int place = round < 0 ? 0 : round;  // the first round only warms up
        own[place] = time_of(p, run_own);
        blas[place] = time_of(p, run_blas);
        ratio[place] = blas[place] / own[place];
    }
    printf("%4d x %4d x %4d  own %10.3f us  BLAS %10.3f us  BLAS / own %5.2f\n", p->m, p->n, p->k,
           median(own, rounds) * 1e6, median(blas, rounds) * 1e6, median(ratio, rounds));
}

int main(int argc, char **argv)
{
    static const int extents[][3] = {
        {4, 4, 4},       {8, 8, 8},     {16, 16, 16}, {24, 24, 24},    {32, 32, 32},
        {48, 48, 48},    {64, 64, 64},  {96, 96, 96}, {128, 128, 128}, {256, 256, 256},
        {512, 512, 512}, {32, 64, 16},  {32, 64, 64}, {32, 4, 64},     {10, 40, 40},
        {10, 40, 1},     {1, 16, 16},   {1, 64, 64},  {1, 256, 256},   {128, 256, 784},
        {784, 256, 128}, {128, 10, 256}};
    sgemm_function sgemm = load_sgemm();
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 11;
    if (!sgemm || rounds < 1 || rounds > MAX_ROUNDS) {
        (void)fprintf(stderr, "bench_gemm: wanted OpenBLAS and 1 to %d rounds\n", MAX_ROUNDS);
        return 2;
    }
    for (size_t i = 0; i < sizeof extents / sizeof extents[0]; i++) {
        int m = extents[i][0];
        int n = extents[i][1];
        int k = extents[i][2];
        problem p = {m, n, k, draw(m * k), draw(k * n), draw(m * n), sgemm, 0};
        if (!p.a || !p.b || !p.c) {
            return 1;
        }
        report(&p, rounds);
        free(p.a);
        free(p.b);
        free(p.c);
    }
    return 0;
}
