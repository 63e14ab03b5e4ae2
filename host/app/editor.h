/* editor.h -- a line of text from a person at a terminal. */
#pragma once
#include <lua.h>

/* Opens the module "tide.editor":
 *   open(path, complete) -> editor
 * on the terminal of standard input and output. The history is read from path, which need not be
 * there. complete(text) is asked for what may follow the text before the cursor: it gives what to
 * insert, and what to show below the line (either may be nil).
 *   editor:read(prompt) -> a line without its end; false after Ctrl-C; nil at the end of input
 *   editor:remember(line) -> true, or false when the history could not be written
 *   editor:close() */
int tide__editor_open(lua_State *L);
