/* status.c -- what a status code means, for people. */
#include "tide.h"

static const struct {
  int code;
  const char *text;
} messages[] = {
  {TIDE_OK, "ok"},
  {TIDE_EINVAL, "invalid argument"},
  {TIDE_ENOMEM, "out of memory"},
  {TIDE_ESHORT, "not enough bars"},
  {TIDE_EDATA, "bad data"},
  {TIDE_EIO, "cannot read or write"},
  {TIDE_ETIME, "time limit reached"},
  {TIDE_EMISSING, "does not exist"},
};

const char *tide_strerror(int status) {
  for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++)
    if (messages[i].code == status) return messages[i].text;
  return "unknown status";
}

int32_t tide_api_version(void) { return TIDE_API_VERSION; }
