--- `live`: what somebody who attached can ask and tell a session, as functions of the REPL.
local words = {}

words.list = {
  { "status", "what every strategy holds, and the equity" },
  { "fills", "the last fills; live.fills(100)" },
  { "versions", "which version of which strategy began when" },
  { "reload", "load a strategy file again; live.reload \"my.lua\"" },
  { "rollback", "go back to the version before; live.rollback \"my.lua\"" },
  { "restart", "begin again in place with the program, stdlib and files that are on disk now" },
  { "speed", "seconds of the feed in one of the clock; live.speed(60)" },
  { "stop", "stop the session, which is kept" },
}

--- @param client  of runtime.attach.client
function words.of(client)
  local live = {}
  for _, word in ipairs(words.list) do
    local name = word[1]
    live[name] = function(...) return client:ask(name, ...) end
  end
  return live
end

return words
