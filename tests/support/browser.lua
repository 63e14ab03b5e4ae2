--- A headless Chromium, driven through chromedriver (WebDriver) on the loopback.
--
--     local page, why = browser.start()      -- nil and a reason without Chromium
--     page:open "/tmp/report.html"
--     page:script "return document.title"
--     page:stop()
--
-- Every call is bounded by curl's --max-time; stop() ends the driver by its
-- process id, and the driver its browser.
local cjson = require "cjson"
local json = require "stdlib.json"
local program = require "tests.support.program"

local browser = {}
browser.__index = browser

local SECONDS = 30
local START_TRIES = 100 -- of 50 ms

local FLAGS = {
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--hide-scrollbars", "--window-size=1280,900",
}

local function request(self, method, path, body)
  local file = body and program.write(os.tmpname(), json.encode(body))
  local run = program.shell(("curl --silent --show-error --max-time %d -X %s %s http://127.0.0.1:%d%s"):format(
    SECONDS, method, file and "-H 'Content-Type: application/json' --data-binary @" .. file or "", self.port, path))
  if file then os.remove(file) end
  if run.code ~= 0 then error("chromedriver does not answer: " .. run.err, 0) end
  local value = cjson.decode(run.out).value
  if type(value) == "table" and value.error then error(value.error .. ": " .. value.message, 0) end
  return value
end

local function command(self, method, path, body)
  return request(self, method, "/session/" .. self.id .. path, body)
end

-- The port is printed once the driver listens; 0 asked for a free one.
local function wait_for_port(log)
  for _ = 1, START_TRIES do
    local port = program.shell("cat " .. log).out:match "started successfully on port (%d+)"
    if port then return tonumber(port) end
    os.execute "sleep 0.05"
  end
end

--- Why there is no browser here, or nil.
function browser.missing()
  for _, name in ipairs { "chromedriver", "chromium", "curl" } do
    if program.shell("command -v " .. name).code ~= 0 then return name .. " is not installed" end
  end
end

--- @return a page in a browser of its own, or nil and a reason
function browser.start()
  local why = browser.missing()
  if why then return nil, why end
  local folder = program.folder()
  local log = folder .. "/driver.log"
  local started = program.shell(("chromedriver --port=0 >%s 2>&1 </dev/null & echo $!"):format(log))
  local self = setmetatable({ folder = folder, pid = tonumber(started.out) }, browser)
  self.port = wait_for_port(log)
  if not self.port then
    self:stop()
    return nil, "chromedriver does not start"
  end
  local arguments = { "--user-data-dir=" .. folder .. "/profile", unpack(FLAGS) }
  local ok, session = pcall(request, self, "POST", "/session", { capabilities = { alwaysMatch = {
    browserName = "chrome",
    ["goog:chromeOptions"] = { args = arguments },
    ["goog:loggingPrefs"] = { browser = "ALL", performance = "ALL" },
  } } })
  if not ok then
    self:stop()
    return nil, session
  end
  self.id = session.sessionId
  return self
end

--- Load a file and wait until it is drawn.
function browser:open(path) command(self, "POST", "/url", { url = "file://" .. path }) end

--- Run JavaScript in the page. @return what it returns
function browser:script(text)
  return command(self, "POST", "/execute/sync", { script = text, args = json.array {} })
end

--- A command of the DevTools protocol.
function browser:devtools(name, parameters)
  return command(self, "POST", "/goog/cdp/execute", { cmd = name, params = parameters })
end

--- A screen of another size; mobile: with the viewport of a phone.
function browser:resize(width, height, mobile)
  self:devtools("Emulation.setDeviceMetricsOverride",
    { width = width, height = height, deviceScaleFactor = 1, mobile = mobile or false })
end

--- "light" or "dark", as the system would ask for.
function browser:prefer(scheme)
  self:devtools("Emulation.setEmulatedMedia",
    { features = { { name = "prefers-color-scheme", value = scheme } } })
end

--- What the console said since the last call. @return list of {level, message}
function browser:console() return command(self, "POST", "/se/log", { type = "browser" }) end

--- Addresses asked for since the last call, but for data: ones and the
-- browser's own start page.
function browser:requests()
  local urls = {}
  for _, entry in ipairs(command(self, "POST", "/se/log", { type = "performance" })) do
    local event = cjson.decode(entry.message).message
    local url = event.method == "Network.requestWillBeSent" and event.params.request.url
    if url and not url:find "^data:" and not url:find "^chrome:" then urls[#urls + 1] = url end
  end
  return urls
end

--- Save what is seen as a PNG file.
function browser:screenshot(path)
  local text = command(self, "GET", "/screenshot")
  program.shell(("base64 -d %s >%s"):format(program.write(self.folder .. "/shot", text), path))
end

--- End the browser and remove its files.
function browser:stop()
  if self.id then pcall(command, self, "DELETE", "") end
  program.shell(("kill %d; for i in $(seq 40); do kill -0 %d || break; sleep 0.05; done"):format(self.pid, self.pid))
  program.remove(self.folder)
end

return browser
