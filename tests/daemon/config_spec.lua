-- The configuration of sessions: read, checked, taken up while one runs.
local config = require "runtime.config"
local failure = require "runtime.failure"
local keys = require "runtime.config.keys"
local papers = require "tests.support.paper"
local program = require "tests.support.program"

local function load(text, given)
  local path = program.write(os.tmpname() .. ".lua", text)
  local fine, made = pcall(config.load, path, given or {})
  os.remove(path)
  if fine then return made end
  assert(failure.is(made), tostring(made))
  return nil, (made.message:gsub(path:gsub("%p", "%%%0"), "my.lua"))
end

describe("the configuration", function()
  it("is the default, a file over it, and options over both", function()
    local made = load("return { speed = 5, scripts = { max_errors = 3 } }", { speed = 60 })
    assert.equal(60, made.speed)
    assert.equal(3, made["scripts.max_errors"])
    assert.equal(200, made["scripts.call_ms"])
    assert.equal(math.huge, load("return { speed = 'max' }").speed)
  end)

  it("has every key with a comment in default.lua, and no other", function()
    local text, names = papers.text "config/default.lua", {}
    for _, key in ipairs(keys) do
      names[key[1]] = true
      assert.is_truthy(text:find("\n%s+" .. key[1]:match "[^.]+$" .. " = "), key[1])
    end
    for name in pairs(load "return {}") do assert.is_true(names[name]) end
    for _, path in ipairs { "config/dev.lua", "config/prod.lua" } do assert(config.load(path, {})) end
  end)

  for text, message in pairs {
    ["return { sped = 1 }"] = "my.lua: unknown key 'sped'; did you mean 'speed'?",
    ["return { speed = 0 }"] = 'my.lua: speed: expected a number above 0, or "max", found 0',
    ["return { scripts = { max_errors = 1.5 } }"]
      = "my.lua: scripts.max_errors: expected a whole number from 1 to 1e+09, found 1.5",
    ["return { scripts = { on_error = 'stop' } }"]
      = "my.lua: scripts.on_error: expected one of cancel, close, keep, found stop",
    ["return 5"] = "my.lua: expected a table like { speed = 60 }, found number",
    ["return { 1 }"] = "my.lua: expected names, found the key 1",
    ["\nreturn { speed = os.time() }"] = "my.lua:2: attempt to index global 'os' (a nil value)",
    ["return {"] = "my.lua:1: unexpected symbol near '<eof>'",
  } do
    it("refuses " .. text:gsub("\n", " "), function()
      local made, why = load(text)
      assert.is_nil(made)
      assert.equal(message, why)
    end)
  end

  it("is taken up while a session runs, where it may be", function()
    local at = papers.new(500)
    local rules = at:file("r.lua", [[
return strategy { name = "r", rules = function(m) return { long = { enter = m.close:rising(2) } } end }]])
    local own = at:file("own.lua", "return { speed = 36000 }")
    local run = at:start("daemon", rules, "--feed", at.data, "--name", "c", "--config", own)
    assert.equal(36000, at:ready "c".speed)
    local function logged(pattern)
      papers.await(function() return papers.text(run.err):find(pattern) end, pattern)
    end
    at:file("own.lua", "return { speed = 7200, reload = { watch = false } }")
    logged '"level":"info","event":"config","message":"taken up: speed"'
    logged '"level":"warn","event":"config","message":"not while a session runs: reload.watch"'
    assert.equal(7200, at:ask("c", "status").speed)
    at:file("own.lua", "return { speed = -1 }")
    logged '"level":"error","event":"config","message":"[^"]*own.lua: speed: expected'
    assert.equal(7200, at:ask("c", "status").speed)
    papers.kill(run)
    papers.gone(run)
    at:remove()
  end)
end)
