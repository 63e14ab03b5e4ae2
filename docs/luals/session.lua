---@meta
-- What a session has beside the words of strategies, for editors: written by docs/generate.

---@class LoadedStrategy
---@field name string
---@field path string?

---@class Result
---@field metrics table<string, number>
---@field trades table[]
---@field equity fun(self: Result): number[]

---@class Candles: Market
---@field n integer
---@field path string?
---@field symbol string
---@field timeframe string
local Candles = {}

---@param time number microseconds
---@return integer
function Candles:before(time) end

---@param i integer from 0
---@return number microseconds
function Candles:close_time(i) end

---@param time number microseconds
---@return integer
function Candles:closed(time) end

---@return Candles
function Candles:copy() end

---@param n integer
---@return Candles
function Candles:first(n) end

---@param seed integer
---@param level number
---@return Candles
function Candles:noisy(seed, level) end

---@param seed integer
---@param block? integer
---@return Candles
function Candles:permute(seed, block) end

---@param timeframe string
---@return Candles
function Candles:resample(timeframe) end

---@class Column
local Column = {}

--- In a session only: the value at bar i, 1 the first, -1 the last.
---@param i integer
---@return number?
function Column:at(i) end

--- In a session only: the first n values.
---@param n? integer
---@return number[]
function Column:head(n) end

--- In a session only: the last value.
---@return number?
function Column:last() end

--- In a session only: how many bars there are.
---@return integer
function Column:length() end

--- In a session only: the last n values.
---@param n? integer
---@return number[]
function Column:tail(n) end

--- In a session only: all values.
---@return number[]
function Column:values() end

---@class Condition
local Condition = {}

--- In a session only: the value at bar i, 1 the first, -1 the last.
---@param i integer
---@return number?
function Condition:at(i) end

--- In a session only: the first n values.
---@param n? integer
---@return number[]
function Condition:head(n) end

--- In a session only: the last value.
---@return number?
function Condition:last() end

--- In a session only: how many bars there are.
---@return integer
function Condition:length() end

--- In a session only: the last n values.
---@param n? integer
---@return number[]
function Condition:tail(n) end

--- In a session only: all values.
---@return number[]
function Condition:values() end

--- candles from a CSV file (SYMBOL=FILE names them), or a strategy from a .lua or .json file, which is read again when it changed. Lua's own load is loadstring.
---@param path string
---@return Candles|LoadedStrategy
function load(path) end

--- made-up hourly candles, the same for the same seed.
---@param bars? integer
---@param seed? integer
---@return Candles
function demo(bars, seed) end

--- the candles that were loaded first: m.close, m("1d").high. m = x makes it others.
---@type Candles
m = nil

--- a backtest. strategy: a file, what load gave, strategy { ... }, or { enter = condition, exit = condition, stop_loss = 0.05 }. data: candles, a file, or a list of them. opts: the options of tide backtest, as { cash = 5000, commission = 0, param = { fast = 9 } }.
---@param strategy string|LoadedStrategy|StrategyTable|Side|Sides
---@param data string|Candles|Market|(string|Candles|Market)[]
---@param opts? table
---@return Result
function bt(strategy, data, opts) end

--- a chart of columns, candles, results of bt or lists of numbers; a last { height = 12, log = true } says how.
---@param ... Column|Condition|Candles|Market|Result|number[]|table
function plot(...) end

--- what x is: an indicator, a function, a command, a module.
---@param x? any
function help(x) end

--- any command; as { word, word } where words hold blanks.
---@param command string|(string|number)[]
function tide(command) end

--- a module of stdlib, as require gives it.
---@type table<string, any>
stdlib = nil

--- a line on the standard error.
---@param ... any
function say(...) end

--- an end with a message.
---@param text string
function fail(text) end

--- a folder, unless it is there.
---@param path string
function make_folder(path) end
