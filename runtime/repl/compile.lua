--- From what was typed to a function: an expression gives its value, an unfinished text asks for
-- more.
local complaints = require "stdlib.expr.complaints"

local compile = {}

local function load_as(text, source, env) return load(text, source, "t", env) end

local function values(...) return ... end

--- As the arguments of a call: what is called in a `return` forgets the line that it was called on.
local function load_expression(text, before, source, env)
  local form = before .. "local values = ... return values(" .. text
  -- a comment at the end hides the bracket, and a line of its own would be the line of mistakes
  local fn = load_as(form .. ")", source, env) or load_as(form .. "\n)", source, env)
  return fn and function() return fn(values) end
end

--- What is local at the start of an input would be gone after it: there it lives on.
local function keep_locals(text)
  if text:find "^%s*local%s+function%s" or text:find "^%s*local%s+[%a_][%w_,%s]*=" then
    return (text:gsub("local%s+", function(word) return (" "):rep(#word) end, 1))
  end
  return text
end

local function is_unfinished(message)
  return message:find "near '<eof>'$" ~= nil or message:find "unfinished long" ~= nil
end

--- @param text    one or several lines
-- @param source  the name of the chunk, "=name"
-- @param line    the number of its first line
-- @return a function; or nil, the message, the line, and true when more text may complete it
function compile.chunk(text, source, env, line)
  local before = ("\n"):rep((line or 1) - 1)
  local fn = load_expression(text:gsub("^%s*=", "", 1), before, source, env)
  if fn then return fn end
  local message
  fn, message = load_as(before .. keep_locals(text), source, env)
  if fn then return fn end
  local at, said = complaints.split(message, source:sub(2))
  return nil, complaints.syntax(said), at, is_unfinished(said)
end

return compile
