---@meta
-- The indicators, for editors: written by docs/generate.

---@class ta
ta = {}

--- An indicator of your own; it stands above `return strategy`.
---@param t IndicatorTable
---@return fun(...): any
function ta.define(t) end

---@class Outputs_accbands
---@field lower Column price
---@field middle Column price
---@field upper Column price

--- Acceleration Bands: `ta.accbands(m, period = 20)`
---
--- Columns lower, middle, upper; defined from bar 19. P. Headley, Big Trends in Trading (2002); TA-Lib ACCBANDS
---@param m Market
---@param period? integer default 20, 1 to 5000
---@return Outputs_accbands
function ta.accbands(m, period) end

--- Accumulation/Distribution Line: `ta.ad(m)`
---
--- A column in volume; defined from bar 0. M. Chaikin; TA-Lib AD
---@param m Market
---@return Column
function ta.ad(m) end

--- Chaikin Accumulation/Distribution Oscillator: `ta.adosc(m, fast = 3, slow = 10)`
---
--- A column in volume; defined from bar 9. M. Chaikin; TA-Lib ADOSC
---@param m Market
---@param fast? integer default 3, 1 to 5000
---@param slow? integer default 10, 1 to 5000
---@return Column
function ta.adosc(m, fast, slow) end

--- Average Directional Index: `ta.adx(m, period = 14)`
---
--- A column in percent; defined from bar 27. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ADX
---@param m Market
---@param period? integer default 14, 2 to 2500
---@return Column
function ta.adx(m, period) end

--- Average Directional Index Rating: `ta.adxr(m, period = 14)`
---
--- A column in percent; defined from bar 40. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ADXR
---@param m Market
---@param period? integer default 14, 2 to 1600
---@return Column
function ta.adxr(m, period) end

--- Arnaud Legoux Moving Average: `ta.alma(x, period = 9, offset = 0.85, sigma = 6)`
---
--- A column in price; defined from bar 8. A. Legoux, D. Kouzis-Loukas (2009)
---@param x Column
---@param period? integer default 9, 1 to 500
---@param offset? number default 0.85, 0 to 1
---@param sigma? number default 6, 0.1 to 50
---@return Column
function ta.alma(x, period, offset, sigma) end

--- Volume Weighted Average Price since an anchor: `ta.anchored_vwap(m, from = 0, every = 0)`
---
--- A column in price; defined from bar 0. B. Shannon, Maximum Trading Gains with Anchored VWAP (2022)
---@param m Market
---@param from? number default 0, 0 to 4102444800
---@param every? integer default 0, 0 to 5
---@return Column
function ta.anchored_vwap(m, from, every) end

--- Awesome Oscillator: `ta.ao(m, fast = 5, slow = 34)`
---
--- A column in distance; defined from bar 33. B. Williams, New Trading Dimensions (1998); Tulip ao, whose periods are 5 and 34
---@param m Market
---@param fast? integer default 5, 1 to 5000
---@param slow? integer default 34, 1 to 5000
---@return Column
function ta.ao(m, fast, slow) end

--- Absolute Price Oscillator: `ta.apo(x, fast = 12, slow = 26, type = 0)`
---
--- A column in distance; defined from bar 25. TA-Lib APO
---@param x Column
---@param fast? integer default 12, 1 to 1500
---@param slow? integer default 26, 1 to 1500
---@param type? integer default 0, 0 to 8
---@return Column
function ta.apo(x, fast, slow, type) end

---@class Outputs_aroon
---@field down Column percent
---@field up Column percent

--- Aroon: `ta.aroon(m, period = 14)`
---
--- Columns down, up; defined from bar 14. T. Chande (1995); TA-Lib AROON
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Outputs_aroon
function ta.aroon(m, period) end

--- Aroon Oscillator: `ta.aroonosc(m, period = 14)`
---
--- A column in percent; defined from bar 14. T. Chande (1995); TA-Lib AROONOSC
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.aroonosc(m, period) end

--- Average True Range: `ta.atr(m, period = 14)`
---
--- A column in distance; defined from bar 14. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ATR
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.atr(m, period) end

--- Average Deviation: `ta.avgdev(x, period = 14)`
---
--- A column in distance; defined from bar 13. TA-Lib AVGDEV
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.avgdev(x, period) end

--- Average Price: `ta.avgprice(m)`
---
--- A column in price; defined from bar 0. TA-Lib AVGPRICE
---@param m Market
---@return Column
function ta.avgprice(m) end

--- Bars Since a Condition: `ta.bars_since(condition)`
---
--- A column in bars; defined from bar 0. counting
---@param condition Condition
---@return Column
function ta.bars_since(condition) end

---@class Outputs_bbands
---@field lower Column price
---@field middle Column price
---@field upper Column price

--- Bollinger Bands: `ta.bbands(x, period = 20, deviations = 2)`
---
--- Columns lower, middle, upper; defined from bar 19. J. Bollinger; TA-Lib BBANDS with a simple average
---@param x Column
---@param period? integer default 20, 2 to 5000
---@param deviations? number default 2, 0 to 100
---@return Outputs_bbands
function ta.bbands(x, period, deviations) end

--- Beta: `ta.beta(x, other, period = 5)`
---
--- A column in ratio; defined from bar 5. TA-Lib BETA
---@param x Column
---@param other Column
---@param period? integer default 5, 2 to 5000
---@return Column
function ta.beta(x, other, period) end

--- Balance of Power: `ta.bop(m)`
---
--- A column in ratio; defined from bar 0. I. Livshin (2001); TA-Lib BOP
---@param m Market
---@return Column
function ta.bop(m) end

--- Commodity Channel Index: `ta.cci(m, period = 20)`
---
--- A column in index; defined from bar 19. D. Lambert (1980); TA-Lib CCI
---@param m Market
---@param period? integer default 20, 2 to 5000
---@return Column
function ta.cci(m, period) end

--- Two Crows: `ta.cdl_2crows(m)`
---
--- A column in signal; defined from bar 12. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL2CROWS
---@param m Market
---@return Column
function ta.cdl_2crows(m) end

--- Three Black Crows: `ta.cdl_3blackcrows(m)`
---
--- A column in signal; defined from bar 13. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDL3BLACKCROWS
---@param m Market
---@return Column
function ta.cdl_3blackcrows(m) end

--- Three Inside Up and Down: `ta.cdl_3inside(m)`
---
--- A column in signal; defined from bar 12. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL3INSIDE
---@param m Market
---@return Column
function ta.cdl_3inside(m) end

--- Three-Line Strike: `ta.cdl_3linestrike(m)`
---
--- A column in signal; defined from bar 8. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL3LINESTRIKE
---@param m Market
---@return Column
function ta.cdl_3linestrike(m) end

--- Three Outside Up and Down: `ta.cdl_3outside(m)`
---
--- A column in signal; defined from bar 3. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL3OUTSIDE
---@param m Market
---@return Column
function ta.cdl_3outside(m) end

--- Three Stars in the South: `ta.cdl_3starsinsouth(m)`
---
--- A column in signal; defined from bar 12. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDL3STARSINSOUTH
---@param m Market
---@return Column
function ta.cdl_3starsinsouth(m) end

--- Three Advancing White Soldiers: `ta.cdl_3whitesoldiers(m)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDL3WHITESOLDIERS
---@param m Market
---@return Column
function ta.cdl_3whitesoldiers(m) end

--- Abandoned Baby: `ta.cdl_abandonedbaby(m, penetration = 0.3)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLABANDONEDBABY
---@param m Market
---@param penetration? number default 0.3, 0 to 10
---@return Column
function ta.cdl_abandonedbaby(m, penetration) end

--- Advance Block: `ta.cdl_advanceblock(m)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLADVANCEBLOCK
---@param m Market
---@return Column
function ta.cdl_advanceblock(m) end

--- Belt Hold: `ta.cdl_belthold(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLBELTHOLD
---@param m Market
---@return Column
function ta.cdl_belthold(m) end

--- Breakaway: `ta.cdl_breakaway(m)`
---
--- A column in signal; defined from bar 14. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLBREAKAWAY
---@param m Market
---@return Column
function ta.cdl_breakaway(m) end

--- Closing Marubozu: `ta.cdl_closingmarubozu(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLCLOSINGMARUBOZU
---@param m Market
---@return Column
function ta.cdl_closingmarubozu(m) end

--- Concealing Baby Swallow: `ta.cdl_concealbabyswall(m)`
---
--- A column in signal; defined from bar 13. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLCONCEALBABYSWALL
---@param m Market
---@return Column
function ta.cdl_concealbabyswall(m) end

--- Counterattack: `ta.cdl_counterattack(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLCOUNTERATTACK
---@param m Market
---@return Column
function ta.cdl_counterattack(m) end

--- Dark Cloud Cover: `ta.cdl_darkcloudcover(m, penetration = 0.5)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLDARKCLOUDCOVER
---@param m Market
---@param penetration? number default 0.5, 0 to 10
---@return Column
function ta.cdl_darkcloudcover(m, penetration) end

--- Doji: `ta.cdl_doji(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLDOJI
---@param m Market
---@return Column
function ta.cdl_doji(m) end

--- Doji Star: `ta.cdl_dojistar(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLDOJISTAR
---@param m Market
---@return Column
function ta.cdl_dojistar(m) end

--- Dragonfly Doji: `ta.cdl_dragonflydoji(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLDRAGONFLYDOJI
---@param m Market
---@return Column
function ta.cdl_dragonflydoji(m) end

--- Engulfing Pattern: `ta.cdl_engulfing(m)`
---
--- A column in signal; defined from bar 2. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLENGULFING
---@param m Market
---@return Column
function ta.cdl_engulfing(m) end

--- Evening Doji Star: `ta.cdl_eveningdojistar(m, penetration = 0.3)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLEVENINGDOJISTAR
---@param m Market
---@param penetration? number default 0.3, 0 to 10
---@return Column
function ta.cdl_eveningdojistar(m, penetration) end

--- Evening Star: `ta.cdl_eveningstar(m, penetration = 0.3)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLEVENINGSTAR
---@param m Market
---@param penetration? number default 0.3, 0 to 10
---@return Column
function ta.cdl_eveningstar(m, penetration) end

--- Up and Down Gap Side-by-Side White Lines: `ta.cdl_gapsidesidewhite(m)`
---
--- A column in signal; defined from bar 7. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLGAPSIDESIDEWHITE
---@param m Market
---@return Column
function ta.cdl_gapsidesidewhite(m) end

--- Gravestone Doji: `ta.cdl_gravestonedoji(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLGRAVESTONEDOJI
---@param m Market
---@return Column
function ta.cdl_gravestonedoji(m) end

--- Hammer: `ta.cdl_hammer(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHAMMER
---@param m Market
---@return Column
function ta.cdl_hammer(m) end

--- Hanging Man: `ta.cdl_hangingman(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHANGINGMAN
---@param m Market
---@return Column
function ta.cdl_hangingman(m) end

--- Harami: `ta.cdl_harami(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHARAMI
---@param m Market
---@return Column
function ta.cdl_harami(m) end

--- Harami Cross: `ta.cdl_haramicross(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHARAMICROSS
---@param m Market
---@return Column
function ta.cdl_haramicross(m) end

--- High-Wave Candle: `ta.cdl_highwave(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLHIGHWAVE
---@param m Market
---@return Column
function ta.cdl_highwave(m) end

--- Hikkake: `ta.cdl_hikkake(m)`
---
--- A column in signal; defined from bar 5. D. Chesler, Trading False Moves with the Hikkake Pattern (2004); TA-Lib CDLHIKKAKE
---@param m Market
---@return Column
function ta.cdl_hikkake(m) end

--- Modified Hikkake: `ta.cdl_hikkakemod(m)`
---
--- A column in signal; defined from bar 10. D. Chesler, Trading False Moves with the Hikkake Pattern (2004); TA-Lib CDLHIKKAKEMOD
---@param m Market
---@return Column
function ta.cdl_hikkakemod(m) end

--- Homing Pigeon: `ta.cdl_homingpigeon(m)`
---
--- A column in signal; defined from bar 11. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLHOMINGPIGEON
---@param m Market
---@return Column
function ta.cdl_homingpigeon(m) end

--- Identical Three Crows: `ta.cdl_identical3crows(m)`
---
--- A column in signal; defined from bar 12. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLIDENTICAL3CROWS
---@param m Market
---@return Column
function ta.cdl_identical3crows(m) end

--- In-Neck: `ta.cdl_inneck(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLINNECK
---@param m Market
---@return Column
function ta.cdl_inneck(m) end

--- Inverted Hammer: `ta.cdl_invertedhammer(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLINVERTEDHAMMER
---@param m Market
---@return Column
function ta.cdl_invertedhammer(m) end

--- Kicking: `ta.cdl_kicking(m)`
---
--- A column in signal; defined from bar 11. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLKICKING
---@param m Market
---@return Column
function ta.cdl_kicking(m) end

--- Kicking, by the Longer Marubozu: `ta.cdl_kickingbylength(m)`
---
--- A column in signal; defined from bar 11. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLKICKINGBYLENGTH
---@param m Market
---@return Column
function ta.cdl_kickingbylength(m) end

--- Ladder Bottom: `ta.cdl_ladderbottom(m)`
---
--- A column in signal; defined from bar 14. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLLADDERBOTTOM
---@param m Market
---@return Column
function ta.cdl_ladderbottom(m) end

--- Long-Legged Doji: `ta.cdl_longleggeddoji(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLLONGLEGGEDDOJI
---@param m Market
---@return Column
function ta.cdl_longleggeddoji(m) end

--- Long Line Candle: `ta.cdl_longline(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLLONGLINE
---@param m Market
---@return Column
function ta.cdl_longline(m) end

--- Marubozu: `ta.cdl_marubozu(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLMARUBOZU
---@param m Market
---@return Column
function ta.cdl_marubozu(m) end

--- Matching Low: `ta.cdl_matchinglow(m)`
---
--- A column in signal; defined from bar 6. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLMATCHINGLOW
---@param m Market
---@return Column
function ta.cdl_matchinglow(m) end

--- Mat Hold: `ta.cdl_mathold(m, penetration = 0.5)`
---
--- A column in signal; defined from bar 14. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLMATHOLD
---@param m Market
---@param penetration? number default 0.5, 0 to 10
---@return Column
function ta.cdl_mathold(m, penetration) end

--- Morning Doji Star: `ta.cdl_morningdojistar(m, penetration = 0.3)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLMORNINGDOJISTAR
---@param m Market
---@param penetration? number default 0.3, 0 to 10
---@return Column
function ta.cdl_morningdojistar(m, penetration) end

--- Morning Star: `ta.cdl_morningstar(m, penetration = 0.3)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLMORNINGSTAR
---@param m Market
---@param penetration? number default 0.3, 0 to 10
---@return Column
function ta.cdl_morningstar(m, penetration) end

--- On-Neck: `ta.cdl_onneck(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLONNECK
---@param m Market
---@return Column
function ta.cdl_onneck(m) end

--- Piercing Pattern: `ta.cdl_piercing(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLPIERCING
---@param m Market
---@return Column
function ta.cdl_piercing(m) end

--- Rickshaw Man: `ta.cdl_rickshawman(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLRICKSHAWMAN
---@param m Market
---@return Column
function ta.cdl_rickshawman(m) end

--- Rising and Falling Three Methods: `ta.cdl_risefall3methods(m)`
---
--- A column in signal; defined from bar 14. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLRISEFALL3METHODS
---@param m Market
---@return Column
function ta.cdl_risefall3methods(m) end

--- Separating Lines: `ta.cdl_separatinglines(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSEPARATINGLINES
---@param m Market
---@return Column
function ta.cdl_separatinglines(m) end

--- Shooting Star: `ta.cdl_shootingstar(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSHOOTINGSTAR
---@param m Market
---@return Column
function ta.cdl_shootingstar(m) end

--- Short Line Candle: `ta.cdl_shortline(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSHORTLINE
---@param m Market
---@return Column
function ta.cdl_shortline(m) end

--- Spinning Top: `ta.cdl_spinningtop(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSPINNINGTOP
---@param m Market
---@return Column
function ta.cdl_spinningtop(m) end

--- Stalled Pattern: `ta.cdl_stalledpattern(m)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLSTALLEDPATTERN
---@param m Market
---@return Column
function ta.cdl_stalledpattern(m) end

--- Stick Sandwich: `ta.cdl_sticksandwich(m)`
---
--- A column in signal; defined from bar 7. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLSTICKSANDWICH
---@param m Market
---@return Column
function ta.cdl_sticksandwich(m) end

--- Takuri (Dragonfly Doji with a Very Long Lower Shadow): `ta.cdl_takuri(m)`
---
--- A column in signal; defined from bar 10. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLTAKURI
---@param m Market
---@return Column
function ta.cdl_takuri(m) end

--- Tasuki Gap: `ta.cdl_tasukigap(m)`
---
--- A column in signal; defined from bar 7. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLTASUKIGAP
---@param m Market
---@return Column
function ta.cdl_tasukigap(m) end

--- Thrusting Pattern: `ta.cdl_thrusting(m)`
---
--- A column in signal; defined from bar 11. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLTHRUSTING
---@param m Market
---@return Column
function ta.cdl_thrusting(m) end

--- Tristar: `ta.cdl_tristar(m)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLTRISTAR
---@param m Market
---@return Column
function ta.cdl_tristar(m) end

--- Unique Three River Bottom: `ta.cdl_unique3river(m)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLUNIQUE3RIVER
---@param m Market
---@return Column
function ta.cdl_unique3river(m) end

--- Upside Gap Two Crows: `ta.cdl_upsidegap2crows(m)`
---
--- A column in signal; defined from bar 12. S. Nison, Japanese Candlestick Charting Techniques (1991); TA-Lib CDLUPSIDEGAP2CROWS
---@param m Market
---@return Column
function ta.cdl_upsidegap2crows(m) end

--- Upside and Downside Gap Three Methods: `ta.cdl_xsidegap3methods(m)`
---
--- A column in signal; defined from bar 2. G. Morris, Candlestick Charting Explained (1992); TA-Lib CDLXSIDEGAP3METHODS
---@param m Market
---@return Column
function ta.cdl_xsidegap3methods(m) end

--- Choppiness Index: `ta.choppiness(m, period = 14)`
---
--- A column in percent; defined from bar 14. E. W. Dreiss (1993)
---@param m Market
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.choppiness(m, period) end

--- Chaikin Money Flow: `ta.cmf(m, period = 20)`
---
--- A column in ratio; defined from bar 19. M. Chaikin
---@param m Market
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.cmf(m, period) end

--- Chande Momentum Oscillator: `ta.cmo(x, period = 14)`
---
--- A column in percent; defined from bar 14. T. Chande, S. Kroll, The New Technical Trader (1994); TA-Lib CMO
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.cmo(x, period) end

--- Connors RSI: `ta.connors_rsi(x, period = 3, streak = 2, rank = 100)`
---
--- A column in percent; defined from bar 101. L. Connors, C. Alvarez, An Introduction to ConnorsRSI (2012)
---@param x Column
---@param period? integer default 3, 2 to 5000
---@param streak? integer default 2, 2 to 5000
---@param rank? integer default 100, 1 to 5000
---@return Column
function ta.connors_rsi(x, period, streak, rank) end

--- Coppock Curve: `ta.coppock(x, period = 10, long = 14, short = 11)`
---
--- A column in percent; defined from bar 23. E. S. C. Coppock, Barron's (1962)
---@param x Column
---@param period? integer default 10, 1 to 5000
---@param long? integer default 14, 1 to 5000
---@param short? integer default 11, 1 to 5000
---@return Column
function ta.coppock(x, period, long, short) end

--- Correlation: `ta.correl(x, other, period = 30)`
---
--- A column in ratio; defined from bar 29. K. Pearson (1895); TA-Lib CORREL
---@param x Column
---@param other Column
---@param period? integer default 30, 2 to 5000
---@return Column
function ta.correl(x, other, period) end

--- Chaikin's Volatility: `ta.cvi(m, period = 10)`
---
--- A column in percent; defined from bar 19. M. Chaikin; Tulip Indicators cvi
---@param m Market
---@param period? integer default 10, 1 to 2500
---@return Column
function ta.cvi(m, period) end

--- Linear Decay: `ta.decay(x, period = 5)`
---
--- A column in index; defined from bar 0. Tulip Indicators decay
---@param x Column
---@param period? integer default 5, 1 to 5000
---@return Column
function ta.decay(x, period) end

--- Double Exponential Moving Average: `ta.dema(x, period = 20)`
---
--- A column in price; defined from bar 38. P. Mulloy (1994); TA-Lib DEMA
---@param x Column
---@param period? integer default 20, 1 to 2000
---@return Column
function ta.dema(x, period) end

---@class Outputs_di
---@field plus Column percent
---@field minus Column percent

--- Directional Indicator: `ta.di(m, period = 14)`
---
--- Columns plus, minus; defined from bar 13. J. W. Wilder, New Concepts in Technical Trading Systems (1978); Tulip di
---@param m Market
---@param period? integer default 14, 2 to 5000
---@return Outputs_di
function ta.di(m, period) end

---@class Outputs_dm
---@field plus Column distance
---@field minus Column distance

--- Directional Movement: `ta.dm(m, period = 14)`
---
--- Columns plus, minus; defined from bar 13. J. W. Wilder, New Concepts in Technical Trading Systems (1978); Tulip dm
---@param m Market
---@param period? integer default 14, 2 to 5000
---@return Outputs_dm
function ta.dm(m, period) end

---@class Outputs_donchian
---@field lower Column price
---@field middle Column price
---@field upper Column price

--- Donchian Channel: `ta.donchian(m, period = 20)`
---
--- Columns lower, middle, upper; defined from bar 19. R. Donchian
---@param m Market
---@param period? integer default 20, 1 to 5000
---@return Outputs_donchian
function ta.donchian(m, period) end

--- Detrended Price Oscillator: `ta.dpo(x, period = 20)`
---
--- A column in distance; defined from bar 19. S. Achelis, Technical Analysis from A to Z (1995); Tulip dpo
---@param x Column
---@param period? integer default 20, 3 to 5000
---@return Column
function ta.dpo(x, period) end

--- Drawdown: `ta.drawdown(x, period = 0)`
---
--- A column in ratio; defined from bar 0. fraction lost from the highest value
---@param x Column
---@param period? integer default 0, 0 to 5000
---@return Column
function ta.drawdown(x, period) end

--- Directional Movement Index: `ta.dx(m, period = 14)`
---
--- A column in percent; defined from bar 14. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib DX
---@param m Market
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.dx(m, period) end

--- Exponential Decay: `ta.edecay(x, period = 5)`
---
--- A column in index; defined from bar 0. Tulip Indicators edecay
---@param x Column
---@param period? integer default 5, 1 to 5000
---@return Column
function ta.edecay(x, period) end

---@class Outputs_elder_ray
---@field bull Column distance
---@field bear Column distance

--- Elder Ray: `ta.elder_ray(m, period = 13)`
---
--- Columns bull, bear; defined from bar 12. A. Elder, Trading for a Living (1993)
---@param m Market
---@param period? integer default 13, 1 to 5000
---@return Outputs_elder_ray
function ta.elder_ray(m, period) end

--- Exponential Moving Average: `ta.ema(x, period = 20)`
---
--- A column in price; defined from bar 19. TA-Lib EMA
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.ema(x, period) end

--- Ease of Movement: `ta.emv(m)`
---
--- A column in index; defined from bar 1. R. Arms, The Arms Index (1989); Tulip Indicators emv
---@param m Market
---@return Column
function ta.emv(m) end

--- Entropy of Returns: `ta.entropy(x, period = 50, bins = 8)`
---
--- A column in ratio; defined from bar 50. C. Shannon (1948), on binned returns
---@param x Column
---@param period? integer default 50, 2 to 5000
---@param bins? integer default 8, 2 to 100
---@return Column
function ta.entropy(x, period, bins) end

--- Exponentially Weighted Variance: `ta.ewm_var(x, period = 20)`
---
--- A column in index; defined from bar 0. T. Finch, Incremental calculation of weighted mean and variance (2009)
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.ewm_var(x, period) end

---@class Outputs_fisher
---@field fisher Column index
---@field signal Column index

--- Fisher Transform: `ta.fisher(m, period = 10)`
---
--- Columns fisher, signal; defined from bar 9. J. Ehlers (2002); Tulip fisher
---@param m Market
---@param period? integer default 10, 1 to 5000
---@return Outputs_fisher
function ta.fisher(m, period) end

--- Force Index: `ta.force(m, period = 13)`
---
--- A column in index; defined from bar 13. A. Elder, Trading for a Living (1993)
---@param m Market
---@param period? integer default 13, 1 to 4999
---@return Column
function ta.force(m, period) end

--- Forecast Oscillator: `ta.fosc(x, period = 14)`
---
--- A column in percent; defined from bar 14. T. Chande, S. Kroll, The New Technical Trader (1994); Tulip fosc
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.fosc(x, period) end

---@class Outputs_fractals
---@field up Column price
---@field down Column price

--- Fractals: `ta.fractals(m, wing = 2)`
---
--- Columns up, down; defined from bar 4. B. Williams, Trading Chaos (1995)
---@param m Market
---@param wing? integer default 2, 1 to 1000
---@return Outputs_fractals
function ta.fractals(m, wing) end

--- Fractal Adaptive Moving Average: `ta.frama(m, period = 16)`
---
--- A column in price; defined from bar 15. J. Ehlers, Fractal Adaptive Moving Averages (2005)
---@param m Market
---@param period? integer default 16, 2 to 5000
---@return Column
function ta.frama(m, period) end

--- Garman-Klass Volatility: `ta.garman_klass(m, period = 20)`
---
--- A column in ratio; defined from bar 19. M. Garman, M. Klass (1980)
---@param m Market
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.garman_klass(m, period) end

---@class Outputs_heikin_ashi
---@field open Column price
---@field high Column price
---@field low Column price
---@field close Column price

--- Heikin-Ashi Candles: `ta.heikin_ashi(m)`
---
--- Columns open, high, low, close; defined from bar 0. M. Optima; D. Valcu, Technical Analysis of Stocks & Commodities (2004)
---@param m Market
---@return Outputs_heikin_ashi
function ta.heikin_ashi(m) end

--- Highest Value: `ta.highest(x, period = 20)`
---
--- A column in price; defined from bar 19. TA-Lib MAX
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.highest(x, period) end

--- Bars Since the Highest Value: `ta.highest_index(x, period = 20)`
---
--- A column in bars; defined from bar 19. TA-Lib MAXINDEX, counted back from the bar
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.highest_index(x, period) end

--- Hull Moving Average: `ta.hma(x, period = 20)`
---
--- A column in price; defined from bar 22. A. Hull (2005)
---@param x Column
---@param period? integer default 20, 2 to 5000
---@return Column
function ta.hma(x, period) end

--- Dominant Cycle Period: `ta.ht_dcperiod(x)`
---
--- A column in bars; defined from bar 32. J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_DCPERIOD
---@param x Column
---@return Column
function ta.ht_dcperiod(x) end

--- Dominant Cycle Phase: `ta.ht_dcphase(x)`
---
--- A column in index; defined from bar 63. J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_DCPHASE
---@param x Column
---@return Column
function ta.ht_dcphase(x) end

---@class Outputs_ht_phasor
---@field inphase Column distance
---@field quadrature Column distance

--- Phasor Components: `ta.ht_phasor(x)`
---
--- Columns inphase, quadrature; defined from bar 32. J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_PHASOR
---@param x Column
---@return Outputs_ht_phasor
function ta.ht_phasor(x) end

---@class Outputs_ht_sine
---@field sine Column ratio
---@field leadsine Column ratio

--- Sine Wave Indicator: `ta.ht_sine(x)`
---
--- Columns sine, leadsine; defined from bar 63. J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_SINE
---@param x Column
---@return Outputs_ht_sine
function ta.ht_sine(x) end

--- Instantaneous Trendline: `ta.ht_trendline(x)`
---
--- A column in price; defined from bar 63. J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_TRENDLINE
---@param x Column
---@return Column
function ta.ht_trendline(x) end

--- Trend or Cycle Mode: `ta.ht_trendmode(x)`
---
--- A column in signal; defined from bar 63. J. Ehlers, Rocket Science for Traders (2001); TA-Lib HT_TRENDMODE
---@param x Column
---@return Column
function ta.ht_trendmode(x) end

--- Hurst Exponent: `ta.hurst(x, period = 100)`
---
--- A column in ratio; defined from bar 115. H. E. Hurst (1951); T. Di Matteo, Multi-scaling in finance (2007), order 2
---@param x Column
---@param period? integer default 100, 10 to 5000
---@return Column
function ta.hurst(x, period) end

---@class Outputs_ichimoku
---@field conversion Column price
---@field base Column price
---@field span_a Column price
---@field span_b Column price

--- Ichimoku Kinko Hyo: `ta.ichimoku(m, conversion = 9, base = 26, span = 52, displacement = 26)`
---
--- Columns conversion, base, span_a, span_b; defined from bar 77. G. Hosoda (1969)
---@param m Market
---@param conversion? integer default 9, 1 to 1000
---@param base? integer default 26, 1 to 1000
---@param span? integer default 52, 1 to 1000
---@param displacement? integer default 26, 0 to 1000
---@return Outputs_ichimoku
function ta.ichimoku(m, conversion, base, span, displacement) end

--- Intraday Momentum Index: `ta.imi(m, period = 14)`
---
--- A column in percent; defined from bar 13. T. Chande, S. Kroll, The New Technical Trader (1994); TA-Lib IMI
---@param m Market
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.imi(m, period) end

--- Kaufman's Adaptive Moving Average: `ta.kama(x, period = 20, fast = 2, slow = 30)`
---
--- A column in price; defined from bar 20. P. Kaufman, Smarter Trading (1995); TA-Lib KAMA, whose factors are those of 2 and 30
---@param x Column
---@param period? integer default 20, 1 to 5000
---@param fast? integer default 2, 1 to 500
---@param slow? integer default 30, 1 to 500
---@return Column
function ta.kama(x, period, fast, slow) end

---@class Outputs_keltner
---@field lower Column price
---@field middle Column price
---@field upper Column price

--- Keltner Channel: `ta.keltner(m, period = 20, multiplier = 2, atr_period = 10)`
---
--- Columns lower, middle, upper; defined from bar 19. C. Keltner (1960) in the form of L. Bradford Raschke: EMA and ATR
---@param m Market
---@param period? integer default 20, 1 to 5000
---@param multiplier? number default 2, 0 to 100
---@param atr_period? integer default 10, 1 to 5000
---@return Outputs_keltner
function ta.keltner(m, period, multiplier, atr_period) end

---@class Outputs_kst
---@field kst Column percent
---@field signal Column percent

--- Know Sure Thing: `ta.kst(x, roc1 = 10, roc2 = 15, roc3 = 20, roc4 = 30, sma1 = 10, sma2 = 10, sma3 = 10, sma4 = 15, signal = 9)`
---
--- Columns kst, signal; defined from bar 52. M. Pring (1992), with his daily periods
---@param x Column
---@param roc1? integer default 10, 1 to 5000
---@param roc2? integer default 15, 1 to 5000
---@param roc3? integer default 20, 1 to 5000
---@param roc4? integer default 30, 1 to 5000
---@param sma1? integer default 10, 1 to 5000
---@param sma2? integer default 10, 1 to 5000
---@param sma3? integer default 10, 1 to 5000
---@param sma4? integer default 15, 1 to 5000
---@param signal? integer default 9, 1 to 5000
---@return Outputs_kst
function ta.kst(x, roc1, roc2, roc3, roc4, sma1, sma2, sma3, sma4, signal) end

--- Klinger Volume Oscillator: `ta.kvo(m, short = 34, long = 55)`
---
--- A column in volume; defined from bar 1. S. Klinger (1997); Tulip Indicators kvo
---@param m Market
---@param short? integer default 34, 1 to 5000
---@param long? integer default 55, 1 to 5000
---@return Column
function ta.kvo(m, short, long) end

--- Lag: `ta.lag(x, period = 1)`
---
--- A column in price; defined from bar 1. Tulip Indicators lag
---@param x Column
---@param period? integer default 1, 1 to 5000
---@return Column
function ta.lag(x, period) end

--- Linear Regression: `ta.linreg(x, period = 14)`
---
--- A column in price; defined from bar 13. least squares; TA-Lib LINEARREG
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.linreg(x, period) end

--- Linear Regression Angle: `ta.linreg_angle(x, period = 14)`
---
--- A column in index; defined from bar 13. least squares; TA-Lib LINEARREG_ANGLE
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.linreg_angle(x, period) end

--- Linear Regression Intercept: `ta.linreg_intercept(x, period = 14)`
---
--- A column in price; defined from bar 13. least squares; TA-Lib LINEARREG_INTERCEPT
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.linreg_intercept(x, period) end

--- Coefficient of Determination: `ta.linreg_r2(x, period = 14)`
---
--- A column in ratio; defined from bar 13. least squares
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.linreg_r2(x, period) end

--- Linear Regression Slope: `ta.linreg_slope(x, period = 14)`
---
--- A column in distance; defined from bar 13. least squares; TA-Lib LINEARREG_SLOPE
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.linreg_slope(x, period) end

--- Lowest Value: `ta.lowest(x, period = 20)`
---
--- A column in price; defined from bar 19. TA-Lib MIN
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.lowest(x, period) end

--- Bars Since the Lowest Value: `ta.lowest_index(x, period = 20)`
---
--- A column in bars; defined from bar 19. TA-Lib MININDEX, counted back from the bar
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.lowest_index(x, period) end

--- Moving Average of a chosen type: `ta.ma(x, period = 20, type = 0)`
---
--- A column in price; defined from bar 19. TA-Lib MA
---@param x Column
---@param period? integer default 20, 1 to 5000
---@param type? integer default 0, 0 to 8
---@return Column
function ta.ma(x, period, type) end

---@class Outputs_macd
---@field macd Column distance
---@field signal Column distance
---@field histogram Column distance

--- Moving Average Convergence/Divergence: `ta.macd(x, fast = 12, slow = 26, signal = 9)`
---
--- Columns macd, signal, histogram; defined from bar 33. G. Appel; TA-Lib MACD
---@param x Column
---@param fast? integer default 12, 1 to 5000
---@param slow? integer default 26, 2 to 5000
---@param signal? integer default 9, 1 to 5000
---@return Outputs_macd
function ta.macd(x, fast, slow, signal) end

---@class Outputs_macdext
---@field macd Column distance
---@field signal Column distance
---@field histogram Column distance

--- Moving Average Convergence/Divergence, any averages: `ta.macdext(x, fast = 12, fast_type = 0, slow = 26, slow_type = 0, signal = 9, signal_type = 0)`
---
--- Columns macd, signal, histogram; defined from bar 33. TA-Lib MACDEXT
---@param x Column
---@param fast? integer default 12, 1 to 1500
---@param fast_type? integer default 0, 0 to 8
---@param slow? integer default 26, 1 to 1500
---@param slow_type? integer default 0, 0 to 8
---@param signal? integer default 9, 1 to 1500
---@param signal_type? integer default 0, 0 to 8
---@return Outputs_macdext
function ta.macdext(x, fast, fast_type, slow, slow_type, signal, signal_type) end

---@class Outputs_macdfix
---@field macd Column distance
---@field signal Column distance
---@field histogram Column distance

--- Moving Average Convergence/Divergence, fixed periods: `ta.macdfix(x, signal = 9)`
---
--- Columns macd, signal, histogram; defined from bar 33. G. Appel; TA-Lib MACDFIX
---@param x Column
---@param signal? integer default 9, 1 to 5000
---@return Outputs_macdfix
function ta.macdfix(x, signal) end

---@class Outputs_mama
---@field mama Column price
---@field fama Column price

--- MESA Adaptive Moving Average: `ta.mama(x, fast = 0.5, slow = 0.05)`
---
--- Columns mama, fama; defined from bar 32. J. Ehlers, Rocket Science for Traders (2001); TA-Lib MAMA
---@param x Column
---@param fast? number default 0.5, 0.01 to 0.99
---@param slow? number default 0.05, 0.01 to 0.99
---@return Outputs_mama
function ta.mama(x, fast, slow) end

--- Market Facilitation Index: `ta.marketfi(m)`
---
--- A column in index; defined from bar 0. B. Williams, Trading Chaos (1995); Tulip Indicators marketfi
---@param m Market
---@return Column
function ta.marketfi(m) end

--- Mass Index: `ta.mass(m, period = 25)`
---
--- A column in index; defined from bar 40. D. Dorsey (1992); Tulip mass
---@param m Market
---@param period? integer default 25, 1 to 5000
---@return Column
function ta.mass(m, period) end

--- Moving Average with a Variable Period: `ta.mavp(x, periods, min_period = 2, max_period = 30, type = 0)`
---
--- A column in price; defined from bar 29. TA-Lib MAVP
---@param x Column
---@param periods Column
---@param min_period? integer default 2, 1 to 200
---@param max_period? integer default 30, 1 to 200
---@param type? integer default 0, 0 to 8
---@return Column
function ta.mavp(x, periods, min_period, max_period, type) end

--- McGinley Dynamic: `ta.mcginley(x, period = 14, k = 1)`
---
--- A column in price; defined from bar 13. J. McGinley; k and the beginning as charts have them
---@param x Column
---@param period? integer default 14, 1 to 5000
---@param k? number default 1, 0.1 to 2
---@return Column
function ta.mcginley(x, period, k) end

--- Mean Deviation: `ta.md(x, period = 14)`
---
--- A column in distance; defined from bar 13. Tulip Indicators md
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.md(x, period) end

--- Median Price: `ta.medprice(m)`
---
--- A column in price; defined from bar 0. TA-Lib MEDPRICE
---@param m Market
---@return Column
function ta.medprice(m) end

--- Money Flow Index: `ta.mfi(m, period = 14)`
---
--- A column in percent; defined from bar 14. G. Quong, A. Soudack (1989); TA-Lib MFI
---@param m Market
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.mfi(m, period) end

--- Midpoint of a window: `ta.midpoint(x, period = 14)`
---
--- A column in price; defined from bar 13. TA-Lib MIDPOINT
---@param x Column
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.midpoint(x, period) end

--- Midpoint of the prices of a window: `ta.midprice(m, period = 14)`
---
--- A column in price; defined from bar 13. TA-Lib MIDPRICE
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.midprice(m, period) end

---@class Outputs_minmax
---@field min Column price
---@field max Column price

--- Lowest and Highest Value: `ta.minmax(x, period = 20)`
---
--- Columns min, max; defined from bar 19. TA-Lib MINMAX
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Outputs_minmax
function ta.minmax(x, period) end

---@class Outputs_minmaxindex
---@field min Column bars
---@field max Column bars

--- Bars Since Lowest and Highest Value: `ta.minmaxindex(x, period = 20)`
---
--- Columns min, max; defined from bar 19. TA-Lib MINMAXINDEX, counted back from the bar
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Outputs_minmaxindex
function ta.minmaxindex(x, period) end

--- Minus Directional Indicator: `ta.minus_di(m, period = 14)`
---
--- A column in percent; defined from bar 14. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib MINUS_DI
---@param m Market
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.minus_di(m, period) end

--- Minus Directional Movement: `ta.minus_dm(m, period = 14)`
---
--- A column in distance; defined from bar 13. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib MINUS_DM
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.minus_dm(m, period) end

--- Momentum: `ta.mom(x, period = 10)`
---
--- A column in distance; defined from bar 10. TA-Lib MOM
---@param x Column
---@param period? integer default 10, 1 to 5000
---@return Column
function ta.mom(x, period) end

---@class Outputs_msw
---@field sine Column ratio
---@field lead Column ratio

--- Mesa Sine Wave: `ta.msw(x, period = 5)`
---
--- Columns sine, lead; defined from bar 5. J. Ehlers (1996); Tulip msw
---@param x Column
---@param period? integer default 5, 2 to 5000
---@return Outputs_msw
function ta.msw(x, period) end

--- Normalised Average True Range: `ta.natr(m, period = 14)`
---
--- A column in percent; defined from bar 14. J. Forman (2006); TA-Lib NATR
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.natr(m, period) end

--- Negative Volume Index: `ta.nvi(m)`
---
--- A column in index; defined from bar 0. P. Dysart, N. Fosback, Stock Market Logic (1976); Tulip Indicators nvi
---@param m Market
---@return Column
function ta.nvi(m) end

--- On Balance Volume: `ta.obv(m)`
---
--- A column in volume; defined from bar 0. J. Granville (1963); TA-Lib OBV
---@param m Market
---@return Column
function ta.obv(m) end

--- Parkinson Volatility: `ta.parkinson(m, period = 20)`
---
--- A column in ratio; defined from bar 19. M. Parkinson (1980)
---@param m Market
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.parkinson(m, period) end

--- Percent Rank: `ta.percent_rank(x, period = 100)`
---
--- A column in percent; defined from bar 100. the share of a sample that a value reaches, as charts count it
---@param x Column
---@param period? integer default 100, 1 to 5000
---@return Column
function ta.percent_rank(x, period) end

---@class Outputs_pivot_points
---@field pivot Column price
---@field r1 Column price
---@field r2 Column price
---@field r3 Column price
---@field s1 Column price
---@field s2 Column price
---@field s3 Column price

--- Pivot Points: `ta.pivot_points(m)`
---
--- Columns pivot, r1, r2, r3, s1, s2, s3; defined from bar 0. floor traders' classic formula, UTC days
---@param m Market
---@return Outputs_pivot_points
function ta.pivot_points(m) end

--- Plus Directional Indicator: `ta.plus_di(m, period = 14)`
---
--- A column in percent; defined from bar 14. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib PLUS_DI
---@param m Market
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.plus_di(m, period) end

--- Plus Directional Movement: `ta.plus_dm(m, period = 14)`
---
--- A column in distance; defined from bar 13. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib PLUS_DM
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.plus_dm(m, period) end

--- Percentage Price Oscillator: `ta.ppo(x, fast = 12, slow = 26, type = 0)`
---
--- A column in percent; defined from bar 25. TA-Lib PPO
---@param x Column
---@param fast? integer default 12, 1 to 1500
---@param slow? integer default 26, 1 to 1500
---@param type? integer default 0, 0 to 8
---@return Column
function ta.ppo(x, fast, slow, type) end

--- Parabolic SAR: `ta.psar(m, acceleration = 0.02, maximum = 0.2)`
---
--- A column in price; defined from bar 1. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib SAR
---@param m Market
---@param acceleration? number default 0.02, 0.0001 to 1
---@param maximum? number default 0.2, 0.0001 to 1
---@return Column
function ta.psar(m, acceleration, maximum) end

--- Positive Volume Index: `ta.pvi(m)`
---
--- A column in index; defined from bar 0. P. Dysart, N. Fosback, Stock Market Logic (1976); Tulip Indicators pvi
---@param m Market
---@return Column
function ta.pvi(m) end

--- Qstick: `ta.qstick(m, period = 8)`
---
--- A column in distance; defined from bar 7. T. Chande, S. Kroll, The New Technical Trader (1994); Tulip qstick
---@param m Market
---@param period? integer default 8, 1 to 5000
---@return Column
function ta.qstick(m, period) end

--- Rate of Change: `ta.roc(x, period = 10)`
---
--- A column in percent; defined from bar 10. TA-Lib ROC
---@param x Column
---@param period? integer default 10, 1 to 5000
---@return Column
function ta.roc(x, period) end

--- Rate of Change, as a Fraction: `ta.rocp(x, period = 10)`
---
--- A column in ratio; defined from bar 10. TA-Lib ROCP
---@param x Column
---@param period? integer default 10, 1 to 5000
---@return Column
function ta.rocp(x, period) end

--- Rate of Change Ratio: `ta.rocr(x, period = 10)`
---
--- A column in ratio; defined from bar 10. TA-Lib ROCR
---@param x Column
---@param period? integer default 10, 1 to 5000
---@return Column
function ta.rocr(x, period) end

--- Rate of Change Ratio, in Percent: `ta.rocr100(x, period = 10)`
---
--- A column in percent; defined from bar 10. TA-Lib ROCR100
---@param x Column
---@param period? integer default 10, 1 to 5000
---@return Column
function ta.rocr100(x, period) end

--- Rogers-Satchell Volatility: `ta.rogers_satchell(m, period = 20)`
---
--- A column in ratio; defined from bar 19. L. Rogers, S. Satchell (1991)
---@param m Market
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.rogers_satchell(m, period) end

--- Relative Strength Index: `ta.rsi(x, period = 14)`
---
--- A column in percent; defined from bar 14. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib RSI
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.rsi(x, period) end

---@class Outputs_rvgi
---@field rvgi Column ratio
---@field signal Column ratio

--- Relative Vigor Index: `ta.rvgi(m, period = 10)`
---
--- Columns rvgi, signal; defined from bar 15. J. Ehlers (2002), as TradingView draws it
---@param m Market
---@param period? integer default 10, 1 to 5000
---@return Outputs_rvgi
function ta.rvgi(m, period) end

--- Parabolic SAR, as TA-Lib names it: `ta.sar(m, acceleration = 0.02, maximum = 0.2)`
---
--- A column in price; defined from bar 1. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib SAR
---@param m Market
---@param acceleration? number default 0.02, 0.0001 to 1
---@param maximum? number default 0.2, 0.0001 to 1
---@return Column
function ta.sar(m, acceleration, maximum) end

--- Parabolic SAR, extended: `ta.sarext(m, start = 0, offset = 0, init_long = 0.02, accel_long = 0.02, max_long = 0.2, init_short = 0.02, accel_short = 0.02, max_short = 0.2)`
---
--- A column in index; defined from bar 1. TA-Lib SAREXT
---@param m Market
---@param start? number default 0, -1e+12 to 1e+12
---@param offset? number default 0, 0 to 1
---@param init_long? number default 0.02, 0.0001 to 1
---@param accel_long? number default 0.02, 0.0001 to 1
---@param max_long? number default 0.2, 0.0001 to 1
---@param init_short? number default 0.02, 0.0001 to 1
---@param accel_short? number default 0.02, 0.0001 to 1
---@param max_short? number default 0.2, 0.0001 to 1
---@return Column
function ta.sarext(m, start, offset, init_long, accel_long, max_long, init_short, accel_short, max_short) end

--- Schaff Trend Cycle: `ta.schaff(x, period = 10, fast = 23, slow = 50, factor = 0.5)`
---
--- A column in percent; defined from bar 67. D. Schaff (1999)
---@param x Column
---@param period? integer default 10, 2 to 5000
---@param fast? integer default 23, 1 to 5000
---@param slow? integer default 50, 1 to 5000
---@param factor? number default 0.5, 0.01 to 1
---@return Column
function ta.schaff(x, period, fast, slow, factor) end

--- Simple Moving Average: `ta.sma(x, period = 20)`
---
--- A column in price; defined from bar 19. arithmetic mean; TA-Lib SMA
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.sma(x, period) end

---@class Outputs_squeeze
---@field on Column signal
---@field momentum Column distance

--- TTM Squeeze: `ta.squeeze(m, period = 20, multiplier = 2, range = 1.5)`
---
--- Columns on, momentum; defined from bar 38. J. Carter, Mastering the Trade (2005), with simple averages throughout
---@param m Market
---@param period? integer default 20, 2 to 2500
---@param multiplier? number default 2, 0 to 100
---@param range? number default 1.5, 0 to 100
---@return Outputs_squeeze
function ta.squeeze(m, period, multiplier, range) end

--- Standard Deviation: `ta.stddev(x, period = 20)`
---
--- A column in distance; defined from bar 19. TA-Lib STDDEV
---@param x Column
---@param period? integer default 20, 2 to 5000
---@return Column
function ta.stddev(x, period) end

--- Standard Error: `ta.stderr(x, period = 20)`
---
--- A column in distance; defined from bar 19. Tulip Indicators stderr
---@param x Column
---@param period? integer default 20, 2 to 5000
---@return Column
function ta.stderr(x, period) end

---@class Outputs_stoch
---@field slowk Column percent
---@field slowd Column percent

--- Stochastic Oscillator: `ta.stoch(m, fastk = 14, slowk = 3, slowd = 3)`
---
--- Columns slowk, slowd; defined from bar 17. G. Lane; TA-Lib STOCH with simple averages
---@param m Market
---@param fastk? integer default 14, 1 to 5000
---@param slowk? integer default 3, 1 to 5000
---@param slowd? integer default 3, 1 to 5000
---@return Outputs_stoch
function ta.stoch(m, fastk, slowk, slowd) end

---@class Outputs_stochf
---@field fastk Column percent
---@field fastd Column percent

--- Fast Stochastic Oscillator: `ta.stochf(m, fastk = 5, fastd = 3)`
---
--- Columns fastk, fastd; defined from bar 6. G. Lane; TA-Lib STOCHF with simple averages
---@param m Market
---@param fastk? integer default 5, 1 to 5000
---@param fastd? integer default 3, 1 to 5000
---@return Outputs_stochf
function ta.stochf(m, fastk, fastd) end

---@class Outputs_stochrsi
---@field fastk Column percent
---@field fastd Column percent

--- Stochastic RSI: `ta.stochrsi(x, period = 14, fastk = 5, fastd = 3)`
---
--- Columns fastk, fastd; defined from bar 20. T. Chande, S. Kroll (1994); TA-Lib STOCHRSI with simple averages
---@param x Column
---@param period? integer default 14, 2 to 5000
---@param fastk? integer default 5, 1 to 5000
---@param fastd? integer default 3, 1 to 5000
---@return Outputs_stochrsi
function ta.stochrsi(x, period, fastk, fastd) end

--- Sum: `ta.sum(x, period = 30)`
---
--- A column in index; defined from bar 29. TA-Lib SUM
---@param x Column
---@param period? integer default 30, 1 to 5000
---@return Column
function ta.sum(x, period) end

---@class Outputs_supertrend
---@field supertrend Column price
---@field direction Column signal

--- SuperTrend: `ta.supertrend(m, period = 10, multiplier = 3)`
---
--- Columns supertrend, direction; defined from bar 10. O. Seban
---@param m Market
---@param period? integer default 10, 1 to 5000
---@param multiplier? number default 3, 0 to 100
---@return Outputs_supertrend
function ta.supertrend(m, period, multiplier) end

--- Tillson's T3 Moving Average: `ta.t3(x, period = 5, vfactor = 0.7)`
---
--- A column in price; defined from bar 24. T. Tillson, Smoothing Techniques for More Accurate Signals (1998); TA-Lib T3
---@param x Column
---@param period? integer default 5, 1 to 800
---@param vfactor? number default 0.7, 0 to 1
---@return Column
function ta.t3(x, period, vfactor) end

--- Triple Exponential Moving Average: `ta.tema(x, period = 20)`
---
--- A column in price; defined from bar 57. P. Mulloy (1994); TA-Lib TEMA
---@param x Column
---@param period? integer default 20, 1 to 1500
---@return Column
function ta.tema(x, period) end

--- True Range: `ta.trange(m)`
---
--- A column in distance; defined from bar 1. J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib TRANGE
---@param m Market
---@return Column
function ta.trange(m) end

--- Triangular Moving Average: `ta.trima(x, period = 20)`
---
--- A column in price; defined from bar 19. TA-Lib TRIMA
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.trima(x, period) end

--- TRIX: `ta.trix(x, period = 30)`
---
--- A column in percent; defined from bar 88. J. Hutson (1983); TA-Lib TRIX
---@param x Column
---@param period? integer default 30, 1 to 1500
---@return Column
function ta.trix(x, period) end

--- Time Series Forecast: `ta.tsf(x, period = 14)`
---
--- A column in price; defined from bar 13. least squares; TA-Lib TSF
---@param x Column
---@param period? integer default 14, 2 to 5000
---@return Column
function ta.tsf(x, period) end

---@class Outputs_tsi
---@field tsi Column percent
---@field signal Column percent

--- True Strength Index: `ta.tsi(x, long = 25, short = 13, signal = 13)`
---
--- Columns tsi, signal; defined from bar 49. W. Blau (1991); signal line as TradingView draws it
---@param x Column
---@param long? integer default 25, 1 to 2000
---@param short? integer default 13, 1 to 2000
---@param signal? integer default 13, 1 to 2000
---@return Outputs_tsi
function ta.tsi(x, long, short, signal) end

--- Typical Price: `ta.typprice(m)`
---
--- A column in price; defined from bar 0. TA-Lib TYPPRICE
---@param m Market
---@return Column
function ta.typprice(m) end

--- Ulcer Index: `ta.ulcer(x, period = 14)`
---
--- A column in percent; defined from bar 26. P. Martin, B. McCann (1989)
---@param x Column
---@param period? integer default 14, 1 to 2500
---@return Column
function ta.ulcer(x, period) end

--- Ultimate Oscillator: `ta.ultosc(m, short = 7, medium = 14, long = 28)`
---
--- A column in percent; defined from bar 28. L. Williams (1985); TA-Lib ULTOSC
---@param m Market
---@param short? integer default 7, 1 to 5000
---@param medium? integer default 14, 1 to 5000
---@param long? integer default 28, 1 to 5000
---@return Column
function ta.ultosc(m, short, medium, long) end

--- Variance: `ta.var(x, period = 20)`
---
--- A column in index; defined from bar 19. TA-Lib VAR
---@param x Column
---@param period? integer default 20, 2 to 5000
---@return Column
function ta.var(x, period) end

--- Vertical Horizontal Filter: `ta.vhf(x, period = 28)`
---
--- A column in ratio; defined from bar 28. A. White (1991); Tulip Indicators vhf
---@param x Column
---@param period? integer default 28, 1 to 5000
---@return Column
function ta.vhf(x, period) end

--- Variable Index Dynamic Average: `ta.vidya(x, short = 9, long = 30, alpha = 0.2)`
---
--- A column in price; defined from bar 28. T. Chande (1992); Tulip Indicators vidya
---@param x Column
---@param short? integer default 9, 2 to 5000
---@param long? integer default 30, 2 to 5000
---@param alpha? number default 0.2, 0.001 to 1
---@return Column
function ta.vidya(x, short, long, alpha) end

--- Volatility of Returns: `ta.volatility(x, period = 20)`
---
--- A column in ratio; defined from bar 20. sample standard deviation of logarithmic returns
---@param x Column
---@param period? integer default 20, 2 to 5000
---@return Column
function ta.volatility(x, period) end

--- Volume Profile: Point of Control: `ta.volume_profile_poc(m, period = 100, bins = 24)`
---
--- A column in price; defined from bar 99. J. P. Steidlmayer, Market Profile (1985), with volume for time
---@param m Market
---@param period? integer default 100, 1 to 1000
---@param bins? integer default 24, 1 to 500
---@return Column
function ta.volume_profile_poc(m, period, bins) end

---@class Outputs_vortex
---@field plus Column ratio
---@field minus Column ratio

--- Vortex Indicator: `ta.vortex(m, period = 14)`
---
--- Columns plus, minus; defined from bar 14. E. Botes, D. Siepman (2010)
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Outputs_vortex
function ta.vortex(m, period) end

--- Volume Oscillator: `ta.vosc(m, short = 5, long = 10)`
---
--- A column in percent; defined from bar 9. Tulip Indicators vosc
---@param m Market
---@param short? integer default 5, 1 to 5000
---@param long? integer default 10, 1 to 5000
---@return Column
function ta.vosc(m, short, long) end

--- Volume Weighted Average Price: `ta.vwap(m, period = 24)`
---
--- A column in price; defined from bar 23. typical price weighted by volume over a rolling window
---@param m Market
---@param period? integer default 24, 1 to 5000
---@return Column
function ta.vwap(m, period) end

--- Volume Weighted Average Price of the session: `ta.vwap_session(m, hour = 0)`
---
--- A column in price; defined from bar 0. typical price weighted by volume since the session began
---@param m Market
---@param hour? number default 0, 0 to 23.75
---@return Column
function ta.vwap_session(m, hour) end

--- Volume Weighted Moving Average: `ta.vwma(m, period = 20)`
---
--- A column in price; defined from bar 19. Tulip Indicators vwma
---@param m Market
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.vwma(m, period) end

--- Williams Accumulation/Distribution: `ta.wad(m)`
---
--- A column in index; defined from bar 1. L. Williams (1972); Tulip Indicators wad
---@param m Market
---@return Column
function ta.wad(m) end

--- Weighted Close Price: `ta.wclprice(m)`
---
--- A column in price; defined from bar 0. TA-Lib WCLPRICE
---@param m Market
---@return Column
function ta.wclprice(m) end

--- Wilder's Smoothing: `ta.wilders(x, period = 14)`
---
--- A column in price; defined from bar 13. J. W. Wilder, New Concepts in Technical Trading Systems (1978); Tulip Indicators wilders
---@param x Column
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.wilders(x, period) end

--- Williams %R: `ta.willr(m, period = 14)`
---
--- A column in percent; defined from bar 13. L. Williams; TA-Lib WILLR
---@param m Market
---@param period? integer default 14, 1 to 5000
---@return Column
function ta.willr(m, period) end

--- Weighted Moving Average: `ta.wma(x, period = 20)`
---
--- A column in price; defined from bar 19. TA-Lib WMA
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.wma(x, period) end

--- Yang-Zhang Volatility: `ta.yang_zhang(m, period = 20)`
---
--- A column in ratio; defined from bar 20. D. Yang, Q. Zhang (2000)
---@param m Market
---@param period? integer default 20, 2 to 5000
---@return Column
function ta.yang_zhang(m, period) end

--- Zero Lag Exponential Moving Average: `ta.zlema(x, period = 20)`
---
--- A column in price; defined from bar 8. J. Ehlers, R. Way, Zero Lag (2010); Tulip Indicators zlema
---@param x Column
---@param period? integer default 20, 1 to 5000
---@return Column
function ta.zlema(x, period) end

--- Z-Score: `ta.zscore(x, period = 20)`
---
--- A column in ratio; defined from bar 19. standard score with the population deviation
---@param x Column
---@param period? integer default 20, 2 to 5000
---@return Column
function ta.zscore(x, period) end
