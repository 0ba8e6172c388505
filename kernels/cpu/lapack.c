#include "kernels/lapack.h"

#include "kernels/cpu/blas.h"

#include <dlfcn.h>
#include <float.h>
#include <pthread.h>
#include <string.h>

// LAPACK is Fortran: it takes addresses, counts down columns, and is told the length of each text
// after all other arguments. A row-major matrix is to it the transposed one. The routines of both
// element types differ only in what the addresses point to, so one prototype serves for two.
typedef void (*potrf_function)(const char *half, const int *n, void *a, const int *lda, int *info,
                               size_t half_length);
typedef void (*getrf_function)(const int *m, const int *n, void *a, const int *lda, int *pivots,
                               int *info);
typedef void (*getrs_function)(const char *transpose, const int *n, const int *columns,
                               const void *a, const int *lda, const int *pivots, void *b,
                               const int *ldb, int *info, size_t transpose_length);
typedef void (*trtrs_function)(const char *half, const char *transpose, const char *diagonal,
                               const int *n, const int *columns, const void *a, const int *lda,
                               void *b, const int *ldb, int *info, size_t half_length,
                               size_t transpose_length, size_t diagonal_length);
typedef void (*syevd_function)(const char *job, const char *half, const int *n, void *a,
                               const int *lda, void *values, void *work, const int *work_size,
                               int *whole_work, const int *whole_work_size, int *info,
                               size_t job_length, size_t half_length);
typedef void (*gelsy_function)(const int *m, const int *n, const int *columns, void *a,
                               const int *lda, void *b, const int *ldb, int *pivots,
                               const void *rcond, int *rank, void *work, const int *work_size,
                               int *info);

/// The routines of one element type.
typedef struct routines {
    potrf_function potrf;
    getrf_function getrf;
    getrs_function getrs;
    trtrs_function trtrs;
    syevd_function syevd;
    gelsy_function gelsy;
} routines;

// one per process, because a loaded library is: written once under pthread_once, then only read
static struct {
    pthread_once_t once;
    bool is_there;
    routines of[HY_DTYPE_COUNT];
} g_lapack = {.once = PTHREAD_ONCE_INIT};

// Writes the address of a routine to `slot`; false when the library has none of that name.
static bool find(void *library, char type, const char *name, void *slot)
{
    const char symbol[] = {type, name[0], name[1], name[2], name[3], name[4], '_', '\0'};
    void *address = dlsym(library, symbol);
    // copied as bytes: ISO C has no cast from an object to a function pointer
    memcpy(slot, &address, sizeof address);
    return address != NULL;
}

static bool find_all(void *library, char type, routines *out)
{
    return find(library, type, "potrf", &out->potrf) && find(library, type, "getrf", &out->getrf) &&
           find(library, type, "getrs", &out->getrs) && find(library, type, "trtrs", &out->trtrs) &&
           find(library, type, "syevd", &out->syevd) && find(library, type, "gelsy", &out->gelsy);
}

static void load_lapack(void)
{
    void *library = cpu_blas_library();
    g_lapack.is_there = library && find_all(library, 's', &g_lapack.of[HY_F32]) &&
                        find_all(library, 'd', &g_lapack.of[HY_F64]);
}

bool hy_lapack_is_there(void)
{
    (void)pthread_once(&g_lapack.once, load_lapack);
    return g_lapack.is_there;
}

size_t hy_lapack_cholesky(hy_dtype dtype, size_t n, void *a)
{
    int order = (int)n;
    int info = 0;
    g_lapack.of[dtype].potrf("U", &order, a, &order, &info, 1);
    return (size_t)info;
}

size_t hy_lapack_factorise(hy_dtype dtype, size_t n, void *a, int *pivots)
{
    int order = (int)n;
    int info = 0;
    g_lapack.of[dtype].getrf(&order, &order, a, &order, pivots, &info);
    return (size_t)info;
}

void hy_lapack_solve(hy_dtype dtype, size_t n, const void *factors, const int *pivots,
                     size_t columns, void *b)
{
    int order = (int)n;
    int count = (int)columns;
    int info = 0;
    g_lapack.of[dtype].getrs("T", &order, &count, factors, &order, pivots, b, &order, &info, 1);
}

size_t hy_lapack_solve_triangular(hy_dtype dtype, size_t n, const void *a, bool is_upper,
                                  size_t columns, void *b)
{
    int order = (int)n;
    int count = (int)columns;
    int info = 0;
    g_lapack.of[dtype].trtrs(is_upper ? "L" : "U", "T", "N", &order, &count, a, &order, b, &order,
                             &info, 1, 1, 1);
    return (size_t)info;
}

// the work that syevd asks for with vectors: 1 + 6 n + 2 n^2 elements, 3 + 5 n whole numbers
static size_t eigh_elements(size_t n)
{
    return 1 + 6 * n + 2 * n * n;
}

size_t hy_lapack_eigh_work(size_t n)
{
    return eigh_elements(n) + 3 + 5 * n;
}

size_t hy_lapack_eigh(hy_dtype dtype, size_t n, void *a, void *values, void *work)
{
    int order = (int)n;
    int size = (int)eigh_elements(n);
    int whole_size = (int)(3 + 5 * n);
    int *whole = (int *)(void *)((double *)work + size);
    int info = 0;
    g_lapack.of[dtype].syevd("V", "U", &order, a, &order, values, work, &size, whole, &whole_size,
                             &info, 1, 1);
    return (size_t)info;
}

// what gelsy works fast in: columns are treated in blocks of 64
static size_t least_squares_elements(const hy_least_squares_args *args)
{
    size_t least = args->m < args->n ? args->m : args->n;
    return 2 * least + 64 * (args->n + 1) + 64 * args->columns;
}

size_t hy_lapack_least_squares_work(const hy_least_squares_args *args)
{
    return least_squares_elements(args) + args->n;
}

void hy_lapack_least_squares(hy_dtype dtype, const hy_least_squares_args *args)
{
    int m = (int)args->m;
    int n = (int)args->n;
    int columns = (int)args->columns;
    int longest = m > n ? m : n;
    int size = (int)least_squares_elements(args);
    int *pivots = (int *)(void *)((double *)args->work + size);
    // 0: any column may be exchanged
    memset(pivots, 0, args->n * sizeof *pivots);
    // relative to the largest, what counts as zero on the diagonal
    const float rcond_f32 = FLT_EPSILON * (float)longest;
    const double rcond_f64 = DBL_EPSILON * longest;
    const void *rcond = dtype == HY_F32 ? (const void *)&rcond_f32 : &rcond_f64;
    int rank = 0;
    int info = 0;
    g_lapack.of[dtype].gelsy(&m, &n, &columns, args->a, &m, args->b, &longest, pivots, rcond, &rank,
                             args->work, &size, &info);
}
