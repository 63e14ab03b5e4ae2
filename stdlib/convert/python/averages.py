"""Averages and bands, as tide defines them."""
import numpy as np

from windows import (before, column, cut, highest, lowest, ratio, rolling, smoothed, start,
                     total, trange, wilder)


def sma(real, period):
    return rolling(real, period, lambda w: w.mean(axis=1))


def ema(real, period, seed=None):
    seed = start(real) + period - 1 if seed is None else seed
    value = real[seed - period + 1:seed + 1].mean() if seed < len(real) else np.nan
    return smoothed(real, 2 / (period + 1), seed, value)


def wma(real, period):
    weights = np.arange(1, period + 1)
    return rolling(real, period, lambda w: w @ weights / weights.sum())


def dema(real, period):
    once = ema(real, period)
    return 2 * once - ema(once, period)


def tema(real, period):
    once = ema(real, period)
    twice = ema(once, period)
    return 3 * (once - twice) + ema(twice, period)


def trima(real, period):
    weights = np.minimum(np.arange(1, period + 1), np.arange(period, 0, -1))
    return rolling(real, period, lambda w: w @ weights / weights.sum())


def kama(real, period, fast, slow):
    y, first = column(len(real)), start(real) + period
    f, s = 2 / (fast + 1), 2 / (slow + 1)
    path = rolling(np.abs(real - before(real)), period, lambda w: w.sum(axis=1))
    move = ratio(np.abs(real - before(real, period)), path, 1.0)
    for t in range(first, len(real)):
        k = (move[t] * (f - s) + s) ** 2
        last = real[t - 1] if t == first else y[t - 1]
        y[t] = k * real[t] + (1 - k) * last
    return y


def t3(real, period, vfactor):
    averages = [real]
    for _ in range(6):
        averages.append(ema(averages[-1], period))
    y = np.zeros(len(real))
    for i, times in enumerate([1, 3, 3, 1]):
        y += times * (1 + vfactor) ** (3 - i) * (-vfactor) ** i * averages[i + 3]
    return y


def hma(real, period):
    raw = 2 * wma(real, period // 2) - wma(real, period)
    return wma(raw, int(period ** 0.5))


def zlema(real, period):
    lag = (period - 1) // 2
    first = max(lag - 1, 0)
    value = real[first] if first < len(real) else np.nan
    return smoothed(2 * real - before(real, lag), 2 / (period + 1), first, value)


def wilders(real, period):
    return wilder(real, period, start(real))


def vwma(close, volume, period):
    return weighted(close, volume, period)


def weighted(price, volume, period):
    """Mean of prices by volume; the price itself where nothing was traded."""
    amount = total(volume, period)
    return np.where(amount == 0, price, ratio(total(price * volume, period), amount))


def vwap(high, low, close, volume, period):
    return weighted((high + low + close) / 3, volume, period)


def alma(real, period, offset, sigma):
    far = (np.arange(period) - offset * (period - 1)) ** 2
    weights = np.exp(-(far - far.min()) / (2 * (period / sigma) ** 2))
    return rolling(real, period, lambda w: w @ weights / weights.sum())


def ma(real, period, type):
    if period == 1:
        return np.array(real)
    if type == 6:
        return kama(real, period, 2, 30)
    if type == 8:
        return t3(real, period, 0.7)
    kinds = [lambda: sma(real, period), lambda: ema(real, period), lambda: wma(real, period),
             lambda: dema(real, period), lambda: tema(real, period), lambda: trima(real, period)]
    return kinds[int(type)]()


def midpoint(real, period):
    return (highest(real, period) + lowest(real, period)) / 2


def midprice(high, low, period):
    return (highest(high, period) + lowest(low, period)) / 2


def bbands(real, period, deviations):
    middle = sma(real, period)
    width = deviations * rolling(real, period, lambda w: w.std(axis=1))
    return middle - width, middle, middle + width


def keltner(high, low, close, period, multiplier, atr_period):
    middle, width = ema(close, period), multiplier * atr(high, low, close, atr_period)
    first = max(period - 1, atr_period)
    return cut(first, middle - width, np.array(middle), middle + width)


def donchian(high, low, period):
    lower, upper = lowest(low, period), highest(high, period)
    return lower, (lower + upper) / 2, upper


def accbands(high, low, close, period):
    share = 4 * (high - low) / (high + low)
    return sma(low - low * share, period), sma(close, period), sma(high + high * share, period)


def ichimoku(high, low, conversion, base, span, displacement):
    first = max(conversion, base, span) - 1 + displacement
    turn, line = midprice(high, low, conversion), midprice(high, low, base)
    ahead = before((turn + line) / 2, displacement)
    return cut(first, turn, line, ahead, before(midprice(high, low, span), displacement))


def supertrend(high, low, close, period, multiplier):
    n, width = len(close), multiplier * atr(high, low, close, period)
    upper, lower = (high + low) / 2 + width, (high + low) / 2 - width
    line, direction = column(n), column(n)
    for t in range(period, n):
        if t == period:
            way = -1.0 if close[t] < (high[t] + low[t]) / 2 else 1.0
        else:
            if close[t - 1] <= upper[t - 1]:
                upper[t] = min(upper[t], upper[t - 1])
            if close[t - 1] >= lower[t - 1]:
                lower[t] = max(lower[t], lower[t - 1])
            if way == 1 and close[t] < lower[t]:
                way = -1.0
            elif way == -1 and close[t] > upper[t]:
                way = 1.0
        direction[t] = way
        line[t] = lower[t] if way == 1 else upper[t]
    return line, direction


def psar(high, low, acceleration, maximum):
    n = len(high)
    y, step = column(n), min(acceleration, maximum)
    if n < 2:
        return y
    fall = low[0] - low[1]
    long = not (fall > 0 and fall > high[1] - high[0])
    factor, extreme, stop = step, high[1] if long else low[1], low[0] if long else high[0]
    for t in range(1, n):
        h, l, h1, l1 = high[t], low[t], high[max(t - 1, 1)], low[max(t - 1, 1)]
        if (l <= stop) if long else (h >= stop):
            y[t] = stop = max(extreme, h1, h) if long else min(extreme, l1, l)
            long, factor = not long, step
            extreme = h if long else l
        else:
            y[t] = stop
            if (h > extreme) if long else (l < extreme):
                extreme, factor = h if long else l, min(factor + step, maximum)
        stop = stop + factor * (extreme - stop)
        stop = min(stop, l1, l) if long else max(stop, h1, h)
    return y


def sar(high, low, acceleration, maximum):
    return psar(high, low, acceleration, maximum)


def atr(high, low, close, period):
    return wilder(trange(high, low, close), period, 1)


def natr(high, low, close, period):
    return atr(high, low, close, period) / close * 100


def choppiness(high, low, close, period):
    spread = highest(high, period) - lowest(low, period)
    path = total(trange(high, low, close), period)
    with np.errstate(divide="ignore", invalid="ignore"):
        y = np.maximum(0, 100 * np.log(path / spread) / np.log(period))
    return np.where(spread == 0, np.where(np.isnan(path), np.nan, 100.0), y)


def volatility(real, period):
    moves = np.log(real) - np.log(before(real))
    return rolling(moves, period, lambda w: w.std(axis=1, ddof=1))
