--- What LuaJIT says about a script, said for people.
local complaints = {}

--- The stack is full; which of the two filled it cannot be told.
complaints.TOO_DEEP = "a function calls itself without end, or an expression is nested too deeply"

-- { pattern of the message, what to say instead }; the first that matches counts.
local SYNTAX = {
  { "near '!'$", "found '!': in Lua, 'not equal' is written ~=, and 'not' is a word" },
  { "^'(.-)' expected %(to close '(.-)' at line (%d+)%) near '(.*)'$",
    "expected '%1' to close '%2' of line %3, found '%4'; is a comma missing before it?" },
  { "^'(.-)' expected near '<eof>'$", "the file ends too early: '%1' is missing" },
  { "^unexpected symbol near '<eof>'$", "the file ends too early: something is missing" },
  { "^'<eof>' expected near '(.*)'$", "expected the end of the file, found '%1'" },
  { "^'(.-)' expected near '(.*)'$", "expected '%1', found '%2'" },
  { "^<name> expected near '(.*)'$", "expected a name, found '%1'" },
  { "^unexpected symbol near '(.*)'$", "found '%1', which makes no sense here" },
  { "^unfinished string near", "a text has no closing quote" },
  { "^unfinished long string near", "a long text has no closing brackets" },
  { "^unfinished long comment near", "a long comment has no closing brackets" },
  { "^malformed number near '(.*)'$", "'%1' is not a number" },
  { "^invalid escape sequence near",
    "a text holds a backslash that means nothing; write \\\\ for one" },
  { "^function arguments expected near '(.*)'$",
    "found '%1' after a method name: a method is called, column:above(x)" },
  { "^undefined label '(.*)'$", "goto %1: there is no such label" },
  { "^no loop to break", "break stands outside of a loop" },
  { "^chunk has too many syntax levels", "the expressions are nested too deeply" },
  { "^attempt to load chunk with wrong mode", "the file is compiled Lua; only text is loaded" },
}

local RUNTIME = {
  { "^attempt to index (%l+) '(.-)' %(a nil value%)$",
    "'%2' is nothing (nil) here, so nothing can be read from it" },
  { "^attempt to index (%l+) '(.-)' %(a (.-) value%)$",
    "'%2' is a %3, so nothing can be read from it" },
  { "^attempt to call %l+ '(.-)' %(a nil value%)$",
    "'%1' is nothing (nil) here, so it cannot be called" },
  { "^attempt to call %l+ '(.-)' %(a (.-) value%)$", "'%1' is a %2 and cannot be called" },
  { "^attempt to call a (.-) value$", "a %1 is called as if it were a function" },
  { "^attempt to index a (.-) value$", "something is read from a %1" },
  { "^attempt to perform arithmetic on %l+ '(.-)' %(a nil value%)$",
    "'%1' is nothing (nil) here, so it cannot be calculated with" },
  { "^attempt to perform arithmetic on %l+ '(.-)' %(a (.-) value%)$",
    "'%1' is a %2, so it cannot be calculated with" },
  { "^attempt to perform arithmetic on a (.-) value$", "a %1 cannot be calculated with" },
  { "^attempt to concatenate %l+ '(.-)' %(a (.-) value%)$",
    "'%1' is a %2 and cannot be joined to text" },
  { "^attempt to concatenate a (.-) value$", "a %1 cannot be joined to text" },
  { "^attempt to get length of %l+ '(.-)' %(a nil value%)$",
    "'%1' is nothing (nil) here and has no length" },
  { "^attempt to get length of %l+ '(.-)' %(a (.-) value%)$", "'%1' is a %2 and has no length" },
  { "^attempt to get length of a (.-) value$", "a %1 has no length" },
  { "^attempt to compare %l+ with table$",
    "a column cannot be compared with < or >: write column:above(x) or column:below(x)" },
  { "^attempt to compare table with %l+$",
    "a column cannot be compared with < or >: write column:above(x) or column:below(x)" },
  { "^attempt to compare two table values$", "two tables cannot be compared with < or >" },
  { "^attempt to compare two (.-) values$", "two %1 values cannot be compared with < or >" },
  { "^attempt to compare (.-) with (.-)$", "a %1 cannot be compared with a %2" },
  { "^'for' (.-) must be a number$", "the %1 of a `for` must be a number" },
  { "^table index is (.-)$", "a table is written to at the index %1" },
  { "^bad argument #(%d+) to '(.-)' %((.-) expected, got no value%)$",
    "'%2': argument %1 is missing: expected %3" },
  { "^bad argument #(%d+) to '(.-)' %((.-) expected, got (.-)%)$",
    "'%2': argument %1: expected %3, found %4" },
  { "^bad argument #(%d+) to '(.-)' %((.-)%)$", "'%2': argument %1: %3" },
  { "stack overflow", complaints.TOO_DEEP },
  { "^error in error handling$", complaints.TOO_DEEP },
}

local function translate(message, rules)
  for _, rule in ipairs(rules) do
    if message:find(rule[1]) then return (message:gsub("^.*$", function(all)
      local captures = { all:match(rule[1]) }
      return (rule[2]:gsub("%%(%d)", function(i) return captures[tonumber(i)] or "" end))
    end)) end
  end
  return message
end

--- Take "chunk:12: text" apart.
-- @return line or nil, text
function complaints.split(message, chunk)
  local prefix = chunk .. ":"
  if message:sub(1, #prefix) ~= prefix then return nil, message end
  local line, text = message:match("^(%d+): (.*)$", #prefix + 1)
  if not line then return nil, message end
  return tonumber(line), text
end

--- @return the text for a person
function complaints.syntax(text)
  return (translate(text, SYNTAX):gsub("'<eof>'", "the end of the file"))
end

--- @return the text for a person
function complaints.runtime(text) return translate(text, RUNTIME) end

return complaints
