/* status.h -- results of calls, messages for people, versions. */

enum { TIDE_API_VERSION = 1 };

/* Result of every call that can fail, returned as int. Zero is success. */
enum {
  TIDE_OK = 0,
  TIDE_EINVAL = -1, /* an argument is outside its documented range */
  TIDE_ENOMEM = -2,
  TIDE_ESHORT = -3,  /* fewer bars than the call needs */
  TIDE_EDATA = -4,   /* the data contradicts itself or cannot be true */
  TIDE_EIO = -5,     /* a file cannot be read or written */
  TIDE_ETIME = -6,   /* a time limit was reached */
  TIDE_EMISSING = -7 /* something named does not exist */
};

const char *tide_strerror(int status);
int32_t tide_api_version(void);
const char *tide_version(void);

/* A message for a person: what was found, what was expected, what to do. */
typedef struct {
  char text[1024];
} tide_error;

/* Size of a struct of this header as the compiler sees it, 0 when unknown. */
int32_t tide_sizeof(const char *name);
