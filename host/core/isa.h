/* isa.h -- which instruction set the dispatched kernels use. Every level gives
 * the same bits, so the level is a matter of speed and of tests only. */
#pragma once
#include "tide.h"

enum { TIDE__ISA_PORTABLE = 0, TIDE__ISA_AVX2 = 1, TIDE__ISA_AVX512 = 2 };

/* The best level of this processor, held down by tide_cpu_limit. */
int tide__isa(void);
