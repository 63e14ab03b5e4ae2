/* book.h -- the order book of one market: a quantity for each price of each side. */

typedef struct tide_book tide_book;
typedef struct {
  int64_t price, quantity; /* in units */
} tide_book_level;

tide_book *tide_book_new(void); /* empty and unknown; NULL when out of memory */
void tide_book_free(tide_book *b);
/* The quantity at a price from now on, 0 for none. TIDE_EINVAL: price beyond 2^53 either way, or
 * quantity below 0 or beyond 2^53. TIDE_ENOMEM: nothing is changed. */
int tide_book_set(tide_book *b, int32_t side, int64_t price, int64_t quantity);
/* Applies the messages first .. end - 1. A book is known from its first snapshot on, but for the
 * time after a loss. TIDE_EINVAL: no such messages; TIDE_ENOMEM: it is empty and unknown. */
int tide_book_apply(tide_book *b, const tide_depth *d, int32_t first, int32_t end);
bool tide_book_known(const tide_book *b);
int32_t tide_book_count(const tide_book *b, int32_t side); /* levels */
double tide_book_quantity(const tide_book *b, int32_t side, int64_t price);
/* The best levels, best first, into out [most]. Returns how many there were. */
int32_t tide_book_levels(const tide_book *b, int32_t side, tide_book_level *out, int32_t most);
