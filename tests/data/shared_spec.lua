--- Every candle file that the project was given, with what its README says of it.
local candles = require "stdlib.candles"
local data = require "tests.support.data"

-- name, rows, first, last, time frame
local FILES = {
  { "ADAUSDT_1d.csv", 2816, "2018-04-17 00:00", "2025-12-31 00:00", "1d" },
  { "ADAUSDT_1h.csv", 26303, "2022-01-01 00:00", "2024-12-31 23:00", "1h" },
  { "AVAXUSDT_1d.csv", 1927, "2020-09-22 00:00", "2025-12-31 00:00", "1d" },
  { "AVAXUSDT_1h.csv", 44758, "2020-09-22 06:00", "2025-10-31 23:00", "1h" },
  { "BNBUSDT_1d.csv", 2978, "2017-11-06 00:00", "2025-12-31 00:00", "1d" },
  { "BNBUSDT_1h.csv", 26303, "2022-01-01 00:00", "2024-12-31 23:00", "1h" },
  { "BTCUSDT_1d.csv", 3059, "2017-08-17 00:00", "2025-12-31 00:00", "1d" },
  { "BTCUSDT_1h.csv", 51112, "2020-01-01 00:00", "2025-10-31 23:00", "1h" },
  { "BTCUSDT_1m.csv.gz", 501120, "2023-07-14 00:00", "2024-06-25 23:59", "1m" },
  { "BTCUSDT_PERP_1h.csv", 33600, "2022-01-01 00:00", "2025-10-31 23:00", "1h" },
  { "BTCUSD_1mo.csv", 156, "2012-01-31 00:00", "2024-12-31 00:00", "1mo" },
  { "DOGEUSDT_1d.csv", 2372, "2019-07-05 00:00", "2025-12-31 00:00", "1d" },
  { "DOGEUSDT_1h.csv", 26303, "2022-01-01 00:00", "2024-12-31 23:00", "1h" },
  { "ETHUSDT_1d.csv", 3059, "2017-08-17 00:00", "2025-12-31 00:00", "1d" },
  { "ETHUSDT_1h.csv", 42346, "2021-01-01 00:00", "2025-10-31 23:00", "1h" },
  { "EURUSD_1h.csv", 5000, "2017-04-19 09:00", "2018-02-07 15:00", "1h" },
  { "GOOG_1d.csv", 2148, "2004-08-19 00:00", "2013-03-01 00:00", "1d" },
  { "INJUSDT_1d.csv", 1837, "2020-10-21 00:00", "2025-10-31 00:00", "1d" },
  { "INJUSDT_1h.csv", 44064, "2020-10-21 04:00", "2025-10-31 23:00", "1h" },
  { "LINKUSDT_1d.csv", 2542, "2019-01-16 00:00", "2025-12-31 00:00", "1d" },
  { "LINKUSDT_1h.csv", 26303, "2022-01-01 00:00", "2024-12-31 23:00", "1h" },
  { "MATICUSDT_1d.csv", 1965, "2019-04-26 00:00", "2024-09-10 00:00", "1d" },
  { "MATICUSDT_1h.csv", 23594, "2022-01-01 00:00", "2024-09-10 02:00", "1h" },
  { "SOLUSDT_1d.csv", 1969, "2020-08-11 00:00", "2025-12-31 00:00", "1d" },
  { "SOLUSDT_1h.csv", 45766, "2020-08-11 06:00", "2025-10-31 23:00", "1h" },
  { "XRPUSDT_1d.csv", 2799, "2018-05-04 00:00", "2025-12-31 00:00", "1d" },
  { "XRPUSDT_1h.csv", 26303, "2022-01-01 00:00", "2024-12-31 23:00", "1h" },
  { "raw/BTCUSD.csv", 156, "2012-01-31 00:00", "2024-12-31 00:00", "1mo" },
  { "raw/EURUSD.csv", 5000, "2017-04-19 09:00", "2018-02-07 15:00", "1h" },
  { "raw/GOOG.csv", 2148, "2004-08-19 00:00", "2013-03-01 00:00", "1d" },
  { "raw/binance_spot_BTCUSDT-1h-2024-12_ms.csv", 744, "2024-12-01 00:00", "2024-12-31 23:00", "1h" },
  { "raw/binance_spot_BTCUSDT-1h-2025-01_us.csv", 744, "2025-01-01 00:00", "2025-01-31 23:00", "1h" },
  { "raw/binance_spot_BTCUSDT-1m-2023-03-24_gap.csv", 1360, "2023-03-24 00:00", "2023-03-24 23:59", "1m" },
  { "raw/bom_quoted_iso7_BTCUSDT_1h.csv", 1999, "2024-06-24 21:00", "2024-09-16 03:00", "1h" },
  { "raw/bom_thousands_no_final_newline_BTC_daily.csv", 271, "2022-08-01 00:00", "2023-04-28 00:00", "1d" },
  { "raw/duplicate_row_bybit_BTCUSDT_1d.csv", 120, "2023-01-02 00:00", "2023-05-01 00:00", "1d" },
  { "raw/duplicate_rows_BTCUSDT_1h.csv", 7091, "2023-06-01 00:00", "2024-03-22 10:00", "1h" },
  { "raw/ftx_text_microseconds_BTC-PERP_1m.csv", 1499, "2021-12-31 23:01", "2022-01-01 23:59", "1m" },
  { "raw/futures_header_BTCUSDT-5m-2025-01.csv", 599, "2025-01-01 00:00", "2025-01-03 01:50", "5m" },
  { "raw/negative_price_WTI_1d.csv", 81, "2020-02-12 00:00", "2020-06-08 00:00", "1d", allow_negative = true },
  { "raw/newest_first_url_line_BTCUSDT_1h.csv", 1498, "2022-04-11 15:00", "2022-06-13 00:00", "1h" },
  { "raw/no_final_newline_INJUSDT_PERP_1d.csv", 800, "2024-01-10 00:00", "2026-03-19 00:00", "1d" },
  { "raw/null_rows_yahoo_BTC-USD.csv", 363, "2020-06-20 00:00", "2021-06-20 00:00", "1d" },
  { "raw/offset_plus0300_BTCUSDT_PERP_1h.csv", 799, "2020-10-23 08:00", "2020-11-25 14:00", "1h" },
  { "raw/partial_last_candle_INJUSDT_1h.csv", 300, "2023-12-18 09:00", "2023-12-30 20:00", "1h" },
  { "raw/seconds_no_volume_crlf_SOLUSDT_1h.csv", 1000, "2024-01-14 02:00", "2024-02-24 17:00", "1h" },
  { "raw/semicolon_6EH4_1min.csv", 9, "2024-01-01 23:01", "2024-01-01 23:09", "1m" },
  { "raw/thousands_separators_BTC_daily.csv", 1721, "2020-01-02 00:00", "2024-09-17 00:00", "1d" },
  { "raw/time_last_close_stamped_BTCUSDT_1m.csv", 999, "2024-11-30 23:00", "2024-12-01 15:38", "1m" },
}

local REFUSED = {
  ["raw/funding_rates_BTCUSDT_PERP.csv"] = ":1: these are no candles: needed are time, open, high, low and close, "
    .. "found are the columns timestamp, symbol, funding_rate",
  ["raw/stream_binance_spot_btcusdt.jsonl"] = ":1: this is JSON, no CSV file of candles",
  ["raw/stream_binance_usdm_btcusdt.jsonl"] = ":1: this is JSON, no CSV file of candles",
  ["raw/stream_bybit_ob500_xrpusdt.jsonl"] = ":1: this is JSON, no CSV file of candles",
  ["raw/stream_hyperliquid_btc.jsonl"] = ":1: this is JSON, no CSV file of candles",
  ["raw/negative_price_WTI_1d.csv"] = ":48: low '-40.31999969482422' is negative; if that is true, "
    .. "allow it with --allow-negative",
}

local function text(us) return os.date("!%Y-%m-%d %H:%M", tonumber(us) / 1e6) end

describe("the shared candle files", function()
  for _, file in ipairs(FILES) do
    local name, rows, first, last, timeframe = unpack(file)
    it("reads " .. name, function()
      local c = assert(candles.load(data.path(name),
        { cache = false, allow_negative = file.allow_negative }))
      assert.equal(rows, c.n)
      assert.equal(first, text(c.cdata.time[0]))
      assert.equal(last, text(c.cdata.time[c.n - 1]))
      assert.equal(timeframe, c.timeframe)
    end)
  end

  for name, message in pairs(REFUSED) do
    it("refuses " .. name, function()
      local path = data.path(name)
      local c, found = candles.load(path, { cache = false })
      assert.is_nil(c)
      assert.equal(path .. message, found)
    end)
  end
end)
