/* machine.h -- clock, terminal, signals, folders, processor. */

double tide_clock_seconds(void); /* monotonic */
double tide_clock_wall_us(void); /* since 1970-01-01 UTC */

/* Columns of the terminal behind a file descriptor; 0 when it is no terminal. */
int32_t tide_terminal_width(int32_t fd);

/* From now on the first SIGINT or SIGTERM is only noted (what is ignored stays so),
 * and a second one does what it did before, which ends the program; or no longer. */
void tide_interrupt_catch(bool on);
int32_t tide_interrupt_caught(void); /* the number of the signal, 0: none */

/* Makes a folder, and those above it, where they are missing; for this user alone.
 * TIDE_OK, or TIDE_EIO, TIDE_EINVAL with a message that names the path. */
int tide_folders_make(const char *path, tide_error *error);

/* Holds the dispatched kernels to an instruction set: 0 portable, 1 AVX2, 2
 * AVX-512; negative changes nothing. Returns the level in use. Every level gives
 * the same bits: this is for tests and benchmarks. */
int tide_cpu_limit(int level);
