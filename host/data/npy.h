/* npy.h -- one column as a NumPy file, format version 1.0, that can be mapped. */
#pragma once
#include "tide.h"

enum { TIDE__NPY_HEADER = 128 }; /* bytes before the data, a multiple of 64 */

/* Writes n 8-byte values, "<i8" or "<f8", to a new file and waits for the disk. */
bool tide__npy_write(int folder, const char *file, const char *type, const void *data, int32_t n);

/* Maps a file that must be exactly what tide__npy_write makes, read only. NULL
 * when it is anything else. The data begins TIDE__NPY_HEADER bytes in. */
void *tide__npy_map(int folder, const char *file, const char *type, int32_t n, size_t *size);
