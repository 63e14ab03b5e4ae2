/* digest.h -- bytes told from other bytes. */

/* 16 hex digits and a 0 that tell bytes from other bytes: no secret. */
void tide_digest(const void *data, size_t size, char *out17);
