/* watchdog.h -- Lua functions that get so much time and no more. */
#pragma once
#include <lua.h>
#include <stdbool.h>

/* Starts the clock of a process that runs functions of others: from here on a call of
 * runtime/script/watchdog.lua may take so many milliseconds of processor time, to the next 5. Once
 * in a process, before system calls are given up. False when the system has no such timer. */
bool tide__watchdog_start(lua_State *L, int milliseconds);

/* A process in which a call has taken longer than quick_ms of its milliseconds goes on with this
 * priority: it must not keep those waiting that are quick. An unprivileged process cannot take that
 * back. */
enum { TIDE__WATCHDOG_NICE = 19 };
void tide__watchdog_yields(int milliseconds, int quick_ms);

/* What runtime/script/watchdog.lua makes its call of. A function that takes too long gets an error
 * raised in it, again and again, until it is over: no pcall and no coroutine of its own keeps it
 * alive, compiled or not. It must not have Lua's xpcall, whose handler runs inside the hook:
 * runtime/script/protect.lua. */
void *tide__watchdog_cell(void);
