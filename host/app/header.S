/* The text of tide.h inside the executable: Lua reads what the compiler read. */
  .section .rodata
  .global tide__header_text
  .hidden tide__header_text
tide__header_text:
#include "header.inc"
  .byte 0
  .section .note.GNU-stack, "", %progbits
