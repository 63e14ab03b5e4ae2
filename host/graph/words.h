/* words.h -- bitsets as words: moving in time and filling. */
#pragma once
#include <stdint.h>

/* out[t] = in[t - k], false before bar k. out may be in. k >= 0. */
void tide__words_shift(const uint64_t *in, uint64_t *out, int32_t n, int32_t k);

/* Clears the bits past n in the last word. */
void tide__words_trim(uint64_t *out, int32_t n);

/* Sets bits from <= t < to. */
void tide__words_fill(uint64_t *out, int32_t from, int32_t to);

/* In place: bit t becomes whether the last `length` bits, t included, are all set
 * (held), or any of them (within). Bars before the first are false. length >= 1. */
void tide__words_held(uint64_t *bits, int32_t n, int32_t length);
void tide__words_within(uint64_t *bits, int32_t n, int32_t length);
