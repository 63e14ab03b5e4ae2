--- A failure that a user can do something about. Raised with error(failure.new(...)),
-- it becomes one line on stderr and an exit code; anything else that is raised
-- is a defect of tide.
local failure = {}
failure.__index = failure

failure.FAILED, failure.USAGE = 1, 2

--- @param message  for people, without "tide: "; nil to say nothing
-- @param code     exit code, default failure.FAILED
function failure.new(message, code)
  return setmetatable({ message = message, code = code or failure.FAILED }, failure)
end

--- Raise a failure.
function failure.raise(message, code) error(failure.new(message, code), 0) end

--- Raise message when value is nil or false, else return value.
function failure.check(value, message, code)
  if not value then failure.raise(message, code) end
  return value
end

--- Is this raised value a failure?
function failure.is(value) return getmetatable(value) == failure end

--- End the threads of work that an error, or Ctrl-C, has left behind.
function failure.abandon()
  local population = package.loaded["stdlib.population"] -- not loaded: nothing can be at work
  if population then population.abandon() end
end

return failure
