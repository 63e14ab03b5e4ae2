--- Wrong files: { what, text, line, message }.
return {
  { "is empty", "", 1,
    "the file must end with `return strategy { ... }`, and it returns nothing" },
  { "returns nothing", "local x = 1", 1,
    "the file must end with `return strategy { ... }`, and it returns nothing" },
  { "forgets return", [[strategy { name = "x", rules = function(m) return {} end }]], 1,
    "the strategy is not returned: write `return strategy { ... }`" },
  { "returns a plain table", [[return { name = "x" }]], 1,
    "the file must end with `return strategy { ... }`, and it returns a table" },
  { "returns a function", "return function() end", 1,
    "the file must end with `return strategy { ... }`, and it returns a function" },
  { "lacks a comma", [[return strategy {
  name = "x"
  rules = function(m, p) end,
}]], 3,
    "expected '}' to close '{' of line 1, found 'rules'; is a comma missing before it?" },
  { "lacks a brace", [[return strategy {
  name = "x",]], 2,
    "the file ends too early: something is missing" },
  { "lacks an end", [[return strategy {
  name = "x",
  rules = function(m)
}]], 4,
    "found '}', which makes no sense here" },
  { "writes !=", [[local a = 1
if a != 2 then end]], 2,
    "found '!': in Lua, 'not equal' is written ~=, and 'not' is a word" },
  { "has an open text", [[return strategy { name = "x }]], 1,
    "a text has no closing quote" },
  { "has a bad number", "local a = 3x", 1,
    "'3x' is not a number" },
  { "has a stray symbol", "local a = = 3", 1,
    "found '=', which makes no sense here" },
  { "has a method without call", [[local a = 1
a:b]], 2,
    "found the end of the file after a method name: a method is called, column:above(x)" },
  { "is compiled", "\27LJ\2\0", 1,
    "the file is compiled Lua; only text is loaded" },
  { "has no name", "return strategy { rules = function() end }", 1,
    "name: expected a text, found nothing (nil)" },
  { "has an empty name", [[return strategy {
  name = "",
  rules = function() end }]], 2,
    "name: expected a text, found an empty one" },
  { "has a number as name", [[return strategy {
  name = 5,
  rules = function() end }]], 2,
    "name: expected a text, found 5" },
  { "has a name too long", [[return strategy {
  name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  rules = function() end }
]], 2,
    "name: expected at most 63 characters, found 64" },
  { "has a name of two lines", "return strategy { name = \"a\\nb\", rules = function() end }", 1,
    "name: a name is one line of text" },
  { "has an unknown key", [[return strategy {
  name = "x",
  timeframes = "1h",
  rules = function() end }]], 3,
    "unknown key 'timeframes' of a strategy; did you mean 'timeframe'?" },
  { "has a bad time frame", [[return strategy {
  name = "x",
  timeframe = "h1",
  rules = function() end }]], 3,
    'timeframe: expected a time frame like "15m", "4h" or "1d", found the text "h1": did you mean'
      .. " '1h'?" },
  { "has a number as time frame", [[return strategy {
  name = "x",
  timeframe = 60,
  rules = function() end }]], 3,
    'timeframe: expected a time frame like "15m", "4h" or "1d", found 60' },
  { "has no rules", [[return strategy { name = "x" }]], 1,
    "rules: expected a function(m, p), found nothing (nil)" },
  { "has a table as rules", [[return strategy {
  name = "x",
  rules = { long = {} },
}]], 3,
    "rules: expected a function(m, p), found a table" },
  { "is half a script", [[return strategy {
  name = "x",
  rules = function() end,
  on_candle = function() end,
}]], 3,
    "a strategy has rules or functions like on_candle, not both" },
  { "is a portfolio", [[return strategy { name = "x",
  universe = { "BTC" }, rules = function() end }]], 2,
    "'universe' is not supported yet in this version: a strategy has name, timeframe, params, regimes,"
      .. " rules" },
  { "is a scanner", "return scanner { }", 1,
    "'scanner' is not supported yet in this version" },
  { "calls strategy with a text", [[return (strategy "x")]], 1,
    'strategy takes a table in braces, found the text "x"' },
  { "reads an unknown name", [[local a = 1
local b = strateg]], 2,
    "unknown name 'strateg'; did you mean 'strategy'?" },
  { "calls a closed name", [[local a = 1
os.execute("true")]], 2,
    "'os' is closed to scripts: a strategy cannot reach files, programs, the network or tide"
      .. " itself" },
  { "reads a file", [[local f = io.open("/etc/passwd")]], 1,
    "'io' is closed to scripts: a strategy cannot reach files, programs, the network or tide"
      .. " itself" },
  { "requires a closed module", [[local ffi = require "ffi"]], 1,
    "require: there is no module 'ffi' for scripts; there is stdlib.ta" },
  { "uses a library function that is not there", "local t = string.dump", 1,
    "there is no 'string.dump' for scripts" },
  { "uses random numbers", "local t = math.random(5)", 1,
    "there is no 'math.random' for scripts; rules must be the same every time" },
  { "raises an error", [[

error("no luck")]], 2,
    "no luck" },
  { "raises a table", [[

error({})]], 2,
    "the script raised an error that is not a text" },
  { "recurses for ever", [[local function f() return 1 + f() end
f()]], 1,
    "a function calls itself without end, or an expression is nested too deeply" },
  { "loops for ever", "while true do end", 1,
    "it takes longer than 1 second to describe its rules; does a loop never end?" },
}
