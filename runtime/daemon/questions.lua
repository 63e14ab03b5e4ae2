--- What those who attach to a session may ask and tell it.
local failure = require "runtime.failure"
local json = require "stdlib.json"

local questions = {}

local POSITION = { "symbol", "quantity", "entry", "profit", "stop", "target" }
local ORDER = { "id", "symbol", "side", "kind", "quantity", "price" }
local FILL = { "strategy", "symbol", "time", "side", "kind", "price", "quantity" }
local VERSION = { "id", "path", "hash", "began", "made", "why" }

local function list_of(keys, rows)
  local list = {}
  for i, row in ipairs(rows) do list[i] = json.pick(keys, row) end
  return json.array(list)
end

local function status(daemon, session)
  local now = daemon.engine:status()
  local shares = {}
  for i, share in ipairs(now.shares) do
    shares[i] = json.object({
      "strategy", share.strategy, "kind", share.kind, "symbol", share.symbol,
      "state", share.state or "running", "cash", share.cash, "equity", share.equity,
      "trades", share.trades, "positions", list_of(POSITION, share.positions),
      "orders", list_of(ORDER, share.orders),
    }, 18)
  end
  return json.object({
    "session", session.at.name, "time", now.time, "speed", daemon.pace.speed, "equity", now.equity,
    "cash", now.cash, "pid", require("tide.loop").uv.os_getpid(), "shares", json.array(shares),
  }, 14)
end

--- @return functions by name, as runtime.daemon.control takes them
function questions.of(daemon, session, reload)
  local all = {}
  function all.status() return status(daemon, session) end
  function all.fills(most)
    most = tonumber(most) or 20
    if most < 1 or most > 10000 then failure.raise "fills: how many, from 1 to 10000?" end
    return list_of(FILL, session.journal:last_fills(most))
  end
  function all.versions()
    local list = {}
    for _, strategy in ipairs(session.strategies) do
      for _, one in ipairs(session.journal:versions(strategy.path)) do list[#list + 1] = one end
    end
    return list_of(VERSION, list)
  end
  function all.speed(word)
    local speed = word == "max" and math.huge or tonumber(word)
    if not speed or speed ~= speed or speed <= 0 then
      failure.raise "speed: expected a number above 0, like 60, or max"
    end
    daemon.pace:change(speed, daemon.engine.time or session.feed.first)
    daemon:wake()
    return json.object { "speed", speed }
  end
  -- The only strategy, when none is named.
  local function path_of(word)
    if word then return tostring(word) end
    if #session.strategies > 1 then failure.raise "which strategy? name its file" end
    return session.strategies[1].path
  end
  function all.reload(path)
    path = path_of(path)
    reload:begin(path, "asked")
    return json.object { "strategy", path, "trying", true }
  end
  function all.rollback(path)
    path = path_of(path)
    return json.object { "strategy", path, "trying", reload:rollback(path) }
  end
  function all.restart()
    reload:restart()
    return json.object { "trying", true }
  end
  function all.stop()
    daemon:stop "asked"
    return json.object { "stopping", true }
  end
  return all
end

return questions
