---@meta
-- The words of a strategy file, for editors: written by docs/generate.

---@class Column
---@operator add(Column|number): Column
---@operator sub(Column|number): Column
---@operator mul(Column|number): Column
---@operator div(Column|number): Column
---@operator pow(Column|number): Column
---@operator unm: Column
local Column = {}

--- conditions: `>`, `<`, `>=`, `<=`
---@param x Column|number
---@return Condition
function Column:above(x) end

--- a column; `log` is the natural one
---@return Column
function Column:abs() end

--- a column; angles in radians
---@return Column
function Column:acos() end

--- a column; angles in radians
---@return Column
function Column:asin() end

--- conditions: `>`, `<`, `>=`, `<=`
---@param x Column|number
---@return Condition
function Column:at_least(x) end

--- conditions: `>`, `<`, `>=`, `<=`
---@param x Column|number
---@return Condition
function Column:at_most(x) end

--- a column; angles in radians
---@return Column
function Column:atan() end

--- conditions: `>`, `<`, `>=`, `<=`
---@param x Column|number
---@return Condition
function Column:below(x) end

--- condition: `b <= a <= c`
---@param x1 Column|number
---@param x2 Column|number
---@return Condition
function Column:between(x1, x2) end

--- a column of whole numbers; a half is rounded up
---@return Column
function Column:ceil() end

--- a column; angles in radians
---@return Column
function Column:cos() end

--- a column; angles in radians
---@return Column
function Column:cosh() end

--- condition: at most (at least) b one candle ago, and above (below) it now
---@param x Column|number
---@return Condition
function Column:crosses_above(x) end

--- condition: at most (at least) b one candle ago, and above (below) it now
---@param x Column|number
---@return Condition
function Column:crosses_below(x) end

--- a column; `log` is the natural one
---@return Column
function Column:exp() end

--- condition: each of the last n changes is above (below) 0
---@param n integer
---@return Condition
function Column:falling(n) end

--- a column of whole numbers; a half is rounded up
---@return Column
function Column:floor() end

--- a column; `log` is the natural one
---@return Column
function Column:log() end

--- a column; `log` is the natural one
---@return Column
function Column:log10() end

--- a column; `log` is the natural one
---@param x Column|number
---@return Column
function Column:max(x) end

--- a column; `log` is the natural one
---@param x Column|number
---@return Column
function Column:min(x) end

--- a column; either side may be a number; `a:pow(b)` is `a ^ b`
---@param x Column|number
---@return Column
function Column:pow(x) end

--- condition: each of the last n changes is above (below) 0
---@param n integer
---@return Condition
function Column:rising(n) end

--- a column of whole numbers; a half is rounded up
---@return Column
function Column:round() end

--- the value n candles ago, n >= 0. A negative shift is an error: it would look ahead
---@param n integer
---@return Column
function Column:shift(n) end

--- a column; angles in radians
---@return Column
function Column:sin() end

--- a column; angles in radians
---@return Column
function Column:sinh() end

--- a column; `log` is the natural one
---@return Column
function Column:sqrt() end

--- a column; angles in radians
---@return Column
function Column:tan() end

--- a column; angles in radians
---@return Column
function Column:tanh() end

--- a column of whole numbers; a half is rounded up
---@return Column
function Column:trunc() end

---@class Condition
local Condition = {}

--- a column: for how many candles `c` has not been true, 0 where it is; undefined before it was true for the first time
---@return Column
function Condition:bars_since() end

--- on the first bar that sees a new candle of its time frame, when it is true there
---@return Condition
function Condition:fresh() end

--- when it is true at this candle and the n - 1 before it
---@param n integer
---@return Condition
function Condition:held(n) end

--- when it was true n candles ago
---@param n integer
---@return Condition
function Condition:shift(n) end

--- a column of 1 and 0
---@return Column
function Condition:to_number() end

--- when it is true at one of the last n candles, this one included
---@param n integer
---@return Condition
function Condition:within(n) end

---@class Market
---@field open Column of each candle
---@field high Column of each candle
---@field low Column of each candle
---@field close Column of each candle
---@field volume Column of each candle
---@field hl2 Column `(high + low) / 2`, `(high + low + close) / 3`, `(open + high + low + close) / 4`
---@field hlc3 Column `(high + low) / 2`, `(high + low + close) / 3`, `(open + high + low + close) / 4`
---@field ohlc4 Column `(high + low) / 2`, `(high + low + close) / 3`, `(open + high + low + close) / 4`
---@field time Column of the open of the candle, UTC: seconds since 1970, 0 to 23, Monday is 1
---@field hour Column of the open of the candle, UTC: seconds since 1970, 0 to 23, Monday is 1
---@field weekday Column of the open of the candle, UTC: seconds since 1970, 0 to 23, Monday is 1
---@field funding Column where the data has them
---@field mark Column where the data has them
---@field open_interest Column where the data has them
---@overload fun(timeframe?: string, symbol?: string): Market

---@class Position
---@field entry Column price of the entry; after an `add` the mean of all that was entered
---@field last_fill Column price of the entry or, after an `add`, of the last one
---@field bars Column bars in the position, counted as `max_bars` does: that of the entry is the first

--- What the side has open, for its `exit` and `add`.
---@type Position
pos = nil

---@class Distance
---@operator mul(number): Distance
---@operator div(number): Distance

--- A distance in price for stops and targets: atr(14) * 2.
---@param n? integer
---@return Distance
function atr(n) end

---@class Size

--- for 1000 of the quote currency
---@param value number
---@return Size
function cash(value) end

--- a quarter of the Kelly fraction of the last 50 trades
---@param value number
---@return Size
function kelly(value) end

--- so that the stop would lose 1 % of the equity; needs `stop_loss` or `trailing_stop`
---@param value number
---@return Size
function risk(value) end

--- 2 units
---@param value number
---@return Size
function units(value) end

--- so that one ATR(14) is 1 % of the equity
---@param value number
---@return Size
function volatility(value) end

---@class Parameter

---@class IntRange
---@field [1] integer
---@field min integer?
---@field max integer?
---@field step integer?

--- a whole number; the first item is the default
---@param range IntRange
---@return Parameter
function int(range) end

---@class NumberRange
---@field [1] number
---@field min number?
---@field max number?
---@field step number?

--- a number
---@param range NumberRange
---@return Parameter
function number(range) end

---@class ChoiceRange
---@field [integer] string

--- one of the texts; the first is the default
---@param range ChoiceRange
---@return Parameter
function choice(range) end

---@class FlagRange
---@field [1] boolean

--- true or false
---@param range FlagRange
---@return Parameter
function flag(range) end

--- when all, one, none of up to 64 conditions are
---@param conditions Condition[]
---@return Condition
function all(conditions) end

--- when all, one, none of up to 64 conditions are
---@param conditions Condition[]
---@return Condition
function any(conditions) end

--- when all, one, none of up to 64 conditions are
---@param conditions Condition[]
---@return Condition
function none(conditions) end

--- from the candle where `set` is true until the one where `reset` is, which is not included; `reset` wins
---@param set Condition
---@param reset Condition
---@return Condition
function latch(set, reset) end

---@class SessionHours
---@field from string
---@field to string
---@field tz string?
---@field timeframe string?
---@field symbol string?

---@class Session
---@field inside Condition
---@field high Column
---@field low Column
---@field after fun(self: Session, time: string): Condition

--- when the bar opens in these hours of that zone's day; `tz` is `"UTC"` unless given, and `to` before `from` goes past midnight
---@param hours SessionHours
---@return Session
function session(hours) end

---@alias Regime "bull"|"bear"|"range"|"high_volatility"|"low_volatility"|"crisis"|"boom"|"recession"

---@class Side
---@field enter Condition condition that opens a position; required
---@field exit Condition? condition that closes it
---@field stop_loss number|Distance|Column|nil where to leave: a fraction of the entry price (`0.05` is 5 %), a distance `atr(14) * 2`, or a column of prices
---@field take_profit number|Distance|Column|nil where to leave: a fraction of the entry price (`0.05` is 5 %), a distance `atr(14) * 2`, or a column of prices
---@field trailing_stop number|Distance|Column|nil where to leave: a fraction of the entry price (`0.05` is 5 %), a distance `atr(14) * 2`, or a column of prices
---@field breakeven_at number? profit fraction from which on the stop is at least the entry price
---@field partial { at: number, close: number }[]? `{ { at = 0.03, close = 0.5 }, ... }`: at a profit of 3 % close half of the original quantity; up to 8, together at most all of it
---@field max_bars integer? bars after which the position is closed, the entry bar being the first
---@field limit Column? a column of prices to enter at, and for how many bars the order waits (1)
---@field limit_bars integer? a column of prices to enter at, and for how many bars the order waits (1)
---@field size number|Size|nil how much, see below; left out: what `--size` says
---@field confidence number|Column|nil column from 0 to 1, or a number, that the size is multiplied with
---@field max_entries [integer, string]|nil `{ 1, "1d" }`: at most one entry a day
---@field add { when: Condition, max: integer }? `{ when = condition, max = 4 }`: more of an open position at every bar at which the condition holds, up to 4 times in it, the entry not counted

---@class Sides
---@field long Side?
---@field short Side?

---@class StrategyTable
---@field name string text, one line, 1 to 63 bytes; required
---@field timeframe string? the candles it trades on: `1m 5m 15m 1h 4h 1d 1w 1mo` and any other whole number of `s m h d w mo`. Left out: those of the data. Finer than the data is an error; coarser ones are made from the data
---@field params table<string, Parameter>? parameters, by name
---@field regimes Regime[]? list of the regimes it is meant for, `{ "bull", "range" }`; left out: all. It is judged there, and trades everywhere
---@field rules fun(m: Market, p: table<string, any>): Sides `function(m, p)` that returns the sides; required

--- The table that the file returns.
---@param t StrategyTable
---@return StrategyTable
function strategy(t) end

---@alias Unit "price"|"distance"|"percent"|"ratio"|"volume"|"index"|"bars"|"signal"

---@class IndicatorTable
---@field name string letters, digits and `_`; no other indicator has it; required
---@field title string? one line each, for `tide indicators`
---@field inputs string[]? list of up to 8 names; `{ "real" }` unless given. `open high low close volume time` are taken together from the market, `condition` is a condition as 1 and 0, any other name is a column
---@field outputs string[]? list of up to 8 names; `{ "value" }` unless given
---@field unit Unit? of all outputs, or a list: `price distance percent ratio volume index bars signal` (a distance is a difference of prices); `ratio` unless given
---@field units Unit[]? of all outputs, or a list: `price distance percent ratio volume index bars signal` (a distance is a difference of prices); `ratio` unless given
---@field params table<string, Parameter>|table[]|nil as in a strategy: `{ period = int { 10, min = 1, max = 500 } }` with `int` and `number`, `min` and `max` required; or a list of `{ name, default, min, max, integer, step }`
---@field lookback integer|fun(p: table): integer how many bars stand before the first value: a whole number, or `function(p)`; required unless `sparse`
---@field warmup (fun(p: table): integer)? `function(p)`: bars until the beginning no longer matters, for `--settle`; the lookback unless given
---@field window (fun(p: table): integer)? `function(p)`: how many bars, the last one included, `batch` needs for the value of the last; without it, where bars come one by one, it is computed over all bars so far each time
---@field range [number, number]|nil `{ least, most }` of the outputs, for readers
---@field sparse boolean? `true`: bars without a value may stand between others
---@field batch (fun(n: integer, input: table, p: table, output: table))? `function(n, input, p, output)`: bars are 1 to n, `input.close[t]` and `input[1][t]` are inputs, `p.period` and `p[1]` parameters; writes `output.value[t]` or `output[1][t]` for every t after the lookback
---@field start (fun(p: table): table)? `function(p)` that makes the state for `step`; an empty table unless given
---@field step (fun(state: table, bar: table, p: table): ...)? `function(state, bar, p)`, called for each bar from the first one on: `bar.close` and `bar[1]` are the inputs, and it returns the outputs, nothing during the lookback
---@field source string? one line each, for `tide indicators`
