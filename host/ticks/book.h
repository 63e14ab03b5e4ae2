/* book.h -- the sides of a book, for those who walk them. */
#pragma once
#include "ticks/ladder.h"

/* A key is the price of a bid, of an ask the price with its sign turned. */
const tide__ladder *tide__book_side(const tide_book *b, int32_t side);
