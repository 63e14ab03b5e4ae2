-- `tide attach`: questions to a session that runs, from its user alone.
local papers = require "tests.support.paper"
local program = require "tests.support.program"

describe("tide attach", function()
  local at, run, path
  setup(function()
    at = papers.new(1500)
    path = at:file("buy.lua", [[
return strategy { name = "buy", on_candle = function(ctx) if ctx.position == 0 then ctx:buy { size = 0.5 } end end }]])
    run = at:start("paper", path, "--feed", at.data, "--name", "seen", "--speed", 36000)
    at:ready "seen"
  end)
  teardown(function() at:remove() end)

  it("tells what is held and what was filled", function()
    local status = papers.await(function()
      local s = at:ask("seen", "status")
      return s.shares[1].positions[1] and s
    end, "a position")
    assert.equal("seen", status.session)
    assert.equal("buy", status.shares[1].strategy)
    assert.is_true(status.shares[1].positions[1].quantity > 0)
    local fills = at:ask("seen", "fills", 5)
    assert.equal(1, #fills)
    assert.equal("buy", fills[1].side)
  end)

  it("is a REPL with the session beside it", function()
    local told = program.shell(("echo 'live.status().session' | (%s)"):format(at:words "attach"))
    assert.equal(0, told.code, told.err)
    assert.equal("seen\n", told.out)
  end)

  it("says what it does not know", function()
    local _, message = at:ask("seen", "statu")
    assert.equal("tide: unknown question 'statu'; did you mean 'status'?\n", message)
    _, message = at:ask("sen", "status")
    assert.equal("tide: there is no session 'sen'; did you mean 'seen'?\n", message)
    _, message = at:ask("seen", "rollback")
    assert.equal(("tide: %s: there is no version before this one\n"):format(path), message)
    _, message = at:ask("seen", "speed", "never")
    assert.equal("tide: speed: expected a number above 0, like 60, or max\n", message)
  end)

  it("lets only its user in", function()
    local modes = program.shell(("stat -c %%a '%s/tide/sessions/seen' '%s/tide/sessions/seen/socket'"):format(at.folder,
      at.folder))
    assert.equal("700\n600\n", modes.out)
  end)

  it("survives whoever sends what is no question", function()
    local socket = at.folder .. "/tide/sessions/seen/socket"
    local made = program.shell(([[/usr/bin/python3 -c '
import socket
def talk(data):
    s = socket.socket(socket.AF_UNIX); s.settimeout(20); s.connect("%s"); s.sendall(data)
    try: got = s.recv(1000)
    except ConnectionResetError: got = b""
    s.close(); return got
print(talk(b"hello\n").decode().strip())
print(len(talk(b"x" * 200000)))
print(talk(b"{\"id\":7,\"ask\":\"status\"}\n")[:8].decode())
talk(b"{\"id\":1,\"ask\":\"status\",\"with\":[[1],{}]}\n");
']]):format(socket))
    assert.equal('{"id":null,"error":"a question is a line like {\\"id\\":1,\\"ask\\":\\"status\\"}"}\n0\n'
      .. '{"id":7,\n', made.out, made.err)
    assert.is_truthy(at:ask("seen", "status"))
  end)

  it("changes the speed, and stops the session", function()
    assert.equal(3.6e6, at:ask("seen", "speed", "3600000").speed)
    assert.is_true(at:ask("seen", "stop").stopping)
    papers.gone(run)
    local _, message = at:ask("seen", "status")
    assert.is_truthy(message:find("session 'seen' does not run", 1, true), message)
  end)
end)
