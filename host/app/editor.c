/* editor.c -- a line of text from a person at a terminal, with libedit.
 *
 * Its native interface: the one like readline's never tells of Ctrl-D. Ctrl-C is a key here, not
 * a signal, because libedit swallows the first SIGINT of a line. */
#include "app/editor.h"

#include <histedit.h>
#include <langinfo.h>
#include <lauxlib.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLASS "tide.editor"
enum { MOST_LINES = 2000 };

typedef struct {
  EditLine *line; /* NULL: closed */
  History *history;
  lua_State *L;
  int complete; /* reference to the function */
  char *path;
  char prompt[32];
  bool cancelled;
} editor;

static editor *of(EditLine *line) {
  editor *e = NULL;
  el_get(line, EL_CLIENTDATA, (void **)&e);
  return e;
}

static char *show_prompt(EditLine *line) { return of(line)->prompt; }

static unsigned char cancel(EditLine *line, int key) {
  (void)key;
  of(line)->cancelled = true;
  fputs("^C", stdout);
  return CC_EOF;
}

/* A SIGINT waits while none of the person's code runs, and one that came too late for what it
 * was meant to stop is dropped before the next line. */
static void hold_interrupts(bool on) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  pthread_sigmask(on ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static void drop_interrupts(void) {
  void (*const handler)(int) = signal(SIGINT, SIG_IGN);
  signal(SIGINT, handler);
}

/* libedit's own handler puts the terminal in order before and after. */
static unsigned char suspend(EditLine *line, int key) {
  (void)line, (void)key;
  raise(SIGTSTP);
  return CC_REDISPLAY;
}

/* Asks Lua. What the function raises is no more than a missing answer. */
static unsigned char complete(EditLine *line, int key) {
  (void)key;
  editor *e = of(line);
  lua_State *L = e->L;
  const int top = lua_gettop(L);
  const LineInfo *at = el_line(line);
  unsigned char answer = CC_REFRESH_BEEP;
  lua_rawgeti(L, LUA_REGISTRYINDEX, e->complete);
  lua_pushlstring(L, at->buffer, (size_t)(at->cursor - at->buffer));
  if (lua_pcall(L, 1, 2, 0) == 0) {
    const char *text = lua_tostring(L, -2);
    const char *below = lua_tostring(L, -1);
    if (text && *text && el_insertstr(line, text) == 0) answer = CC_REFRESH;
    if (below) {
      printf("\n%s", below);
      answer = CC_REDISPLAY;
    }
  }
  lua_settop(L, top);
  return answer;
}

static editor *check(lua_State *L) {
  editor *e = luaL_checkudata(L, 1, CLASS);
  if (!e->line) luaL_error(L, "the editor is closed");
  return e;
}

static int close_editor(lua_State *L) {
  editor *e = luaL_checkudata(L, 1, CLASS);
  if (e->line) {
    el_end(e->line);
    drop_interrupts();
    hold_interrupts(false);
  }
  if (e->history) history_end(e->history);
  free(e->path);
  luaL_unref(L, LUA_REGISTRYINDEX, e->complete);
  e->line = NULL, e->history = NULL, e->path = NULL, e->complete = LUA_NOREF;
  return 0;
}

static int read_line(lua_State *L) {
  editor *e = check(L);
  int n = 0;
  snprintf(e->prompt, sizeof e->prompt, "%s", luaL_checkstring(L, 2));
  e->L = L;
  e->cancelled = false;
  drop_interrupts();
  el_set(e->line, EL_PREP_TERM,
         1); /* el_gets does it after the prompt: too late for a fast typist */
  const char *text = el_gets(e->line, &n);
  fputs(text && !e->cancelled ? "" : "\n", stdout);
  fflush(stdout);
  if (e->cancelled) {
    lua_pushboolean(L, false);
    return 1;
  }
  if (!text) return 0;
  while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r')) n--;
  lua_pushlstring(L, text, (size_t)n);
  return 1;
}

static int remember(lua_State *L) {
  editor *e = check(L);
  HistEvent event;
  history(e->history, &event, H_ENTER, luaL_checkstring(L, 2));
  lua_pushboolean(L, history(e->history, &event, H_SAVE, e->path) >= 0);
  return 1;
}

/* Texts are UTF-8, whatever the locale is set to. */
static void choose_locale(void) {
  if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
    setlocale(LC_CTYPE, "C.UTF-8");
}

static bool set_up(editor *e) {
  HistEvent event;
  choose_locale();
  e->line = el_init("tide", stdin, stdout, stderr);
  e->history = history_init();
  if (!e->line || !e->history) return false;
  history(e->history, &event, H_SETSIZE, MOST_LINES);
  history(e->history, &event, H_SETUNIQUE, 1);
  history(e->history, &event, H_LOAD, e->path);
  el_set(e->line, EL_CLIENTDATA, e);
  el_set(e->line, EL_PROMPT, show_prompt);
  el_set(e->line, EL_EDITOR, "emacs");
  el_set(e->line, EL_HIST, history, e->history);
  el_set(e->line, EL_SIGNAL, 1);
  el_set(e->line, EL_ADDFN, "tide-complete", "Completes a name or a path", complete);
  el_set(e->line, EL_ADDFN, "tide-cancel", "Forgets the line", cancel);
  el_set(e->line, EL_ADDFN, "tide-suspend", "Stops the program for a while", suspend);
  el_source(e->line, NULL);
  el_set(e->line, EL_SETTY, "-d", "-isig", NULL);
  el_set(e->line, EL_BIND, "^I", "tide-complete", NULL);
  el_set(e->line, EL_BIND, "^C", "tide-cancel", NULL);
  el_set(e->line, EL_BIND, "^Z", "tide-suspend", NULL);
  el_set(e->line, EL_BIND, "^R", "em-inc-search-prev", NULL);
  return true;
}

static int open_editor(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  editor *e = lua_newuserdata(L, sizeof *e);
  *e = (editor){.L = L, .complete = LUA_NOREF};
  luaL_getmetatable(L, CLASS);
  lua_setmetatable(L, -2);
  lua_pushvalue(L, 2);
  e->complete = luaL_ref(L, LUA_REGISTRYINDEX);
  e->path = strdup(path);
  if (!e->path || !set_up(e)) return luaL_error(L, "not enough memory");
  hold_interrupts(true);
  return 1;
}

int tide__editor_open(lua_State *L) {
  static const luaL_Reg methods[] = {
    {"read", read_line}, {"remember", remember}, {"close", close_editor}, {NULL, NULL}};
  luaL_newmetatable(L, CLASS);
  lua_pushcfunction(L, close_editor);
  lua_setfield(L, -2, "__gc");
  lua_createtable(L, 0, 3);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, open_editor);
  lua_setfield(L, -2, "open");
  return 1;
}
