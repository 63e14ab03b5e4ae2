"""Oscillators, as tide defines them."""
import numpy as np

from averages import atr, ema, ma, sma, wma
from windows import (before, column, cut, highest, lowest, place, ratio, rolling, since, start,
                     total, trange, wilder, wilder_sum)


def rsi(real, period):
    first = start(real) + 1
    move = real - before(real)
    up = wilder(np.maximum(move, 0), period, first)
    down = wilder(np.maximum(-move, 0), period, first)
    y = 100 * ratio(up, up + down, 0.5)
    for t in range(first + period, len(real)):
        if move[t] == 0:
            y[t] = y[t - 1]  # both averages shrink alike
    return y


def macd(real, fast, slow, signal):
    fast, slow = min(fast, slow), max(fast, slow)
    begin = start(real) + slow - 1
    line = ema(real, fast, begin) - ema(real, slow, begin)
    trigger = ema(line, signal)
    return cut(begin + signal - 1, line, trigger, line - trigger)


def two_averages(real, fast, slow, type):
    return ma(real, min(fast, slow), type), ma(real, max(fast, slow), type)


def apo(real, fast, slow, type):
    a, b = two_averages(real, fast, slow, type)
    return a - b


def ppo(real, fast, slow, type):
    a, b = two_averages(real, fast, slow, type)
    return (a - b) / b * 100


def stoch(high, low, close, fastk, slowk, slowd):
    k = sma(place(high, low, close, fastk), slowk)
    first = start(k) + slowd - 1
    return cut(first, k, sma(k, slowd))


def stochf(high, low, close, fastk, fastd):
    k = place(high, low, close, fastk)
    return cut(start(k) + fastd - 1, k, sma(k, fastd))


def stochrsi(real, period, fastk, fastd):
    line = rsi(real, period)
    k = place(line, line, line, fastk, 1e-9)
    return cut(start(line) + fastk + fastd - 2, k, sma(k, fastd))


def directional(high, low, tie=False):
    """Movements up and down of each bar."""
    up, down = np.maximum(high - before(high), 0), np.maximum(before(low) - low, 0)
    equal = (up == down) & tie
    return np.where((up > down) | equal, up, 0.0), np.where((down > up) | equal, down, 0.0)


def plus_dm(high, low, period):
    return wilder_sum(directional(high, low)[0], period)


def minus_dm(high, low, period):
    return wilder_sum(directional(high, low)[1], period)


def dm(high, low, period):
    plus, minus = directional(high, low, True)
    return wilder_sum(plus, period), wilder_sum(minus, period)


def di(high, low, close, period):
    plus, minus = dm(high, low, period)
    path = wilder_sum(trange(high, low, close), period)
    return 100 * ratio(plus, path), 100 * ratio(minus, path)


def indices(high, low, close, period):
    path = wilder_sum(trange(high, low, close), period)
    plus, minus = plus_dm(high, low, period), minus_dm(high, low, period)
    return cut(period, 100 * ratio(plus, path), 100 * ratio(minus, path))


def plus_di(high, low, close, period):
    return indices(high, low, close, period)[0]


def minus_di(high, low, close, period):
    return indices(high, low, close, period)[1]


def dx(high, low, close, period):
    plus, minus = indices(high, low, close, period)
    y, last = column(len(close)), 0.0
    for t in range(period, len(close)):
        total = plus[t] + minus[t]
        if total > 0:
            last = 100 * abs(plus[t] - minus[t]) / total
        y[t] = last
    return y


def adx(high, low, close, period):
    plus, minus = indices(high, low, close, period)
    move = 100 * ratio(np.abs(plus - minus), plus + minus, np.nan)  # NaN where nothing moved
    y, seed = column(len(close)), 2 * period - 1
    if seed >= len(close):
        return y
    value = np.nansum(move[period:seed + 1]) / period
    y[seed] = value
    for t in range(seed + 1, len(close)):
        if move[t] == move[t]:
            value = (value * (period - 1) + move[t]) / period
        y[t] = value
    return y


def adxr(high, low, close, period):
    y = adx(high, low, close, period)
    return (y + before(y, period - 1)) / 2


def cci(high, low, close, period):
    price = (high + low + close) / 3
    level = sma(price, period)
    off = rolling(price, period, lambda w: np.abs(w - w.mean(axis=1)[:, None]).sum(axis=1))
    return ratio(price - level, 0.015 * off / period)


def cmo(real, period):
    first, move = start(real) + 1, real - before(real)
    up = wilder(np.maximum(move, 0), period, first)
    down = wilder(np.maximum(-move, 0), period, first)
    return 100 * ratio(up - down, up + down)


def willr(high, low, close, period):
    top, bottom = highest(high, period), lowest(low, period)
    return np.where(top == bottom, 0.0, 100 * ratio(close - bottom, top - bottom) - 100)


def mom(real, period):
    return real - before(real, period)


def roc(real, period):
    last = before(real, period)
    return ratio(real - last, last) * 100


def rocp(real, period):
    return real / before(real, period) - 1


def rocr(real, period):
    return real / before(real, period)


def rocr100(real, period):
    return real / before(real, period) * 100


def trix(real, period):
    y = ema(ema(ema(real, period), period), period)
    return (y - before(y)) / before(y) * 100


def ultosc(high, low, close, short, medium, long):
    periods = sorted([short, medium, long])
    path, part = trange(high, low, close), close - np.minimum(low, before(close))
    shares = [ratio(total(part, n), total(path, n)) for n in periods]
    return (4 * shares[0] + 2 * shares[1] + shares[2]) / 7 * 100


def ao(high, low, fast, slow):
    middle = (high + low) / 2
    return sma(middle, min(fast, slow)) - sma(middle, max(fast, slow))


def aroon(high, low, period):
    def line(x, best):
        return 100 - 100 / period * since(x, period + 1, best)
    return line(low, np.argmin), line(high, np.argmax)


def aroonosc(high, low, period):
    down, up = aroon(high, low, period)
    return up - down


def bop(open, high, low, close):
    return ratio(close - open, high - low)


def dpo(real, period):
    return before(real, period // 2 + 1) - sma(real, period)


def elder_ray(high, low, close, period):
    average = ema(close, period)
    return high - average, low - average


def tsi(real, long, short, signal):
    move = real - before(real)
    line = 100 * ratio(ema(ema(move, long), short), ema(ema(np.abs(move), long), short))
    return cut(start(line) + signal - 1, line, ema(line, signal))


def vortex(high, low, close, period):
    path = total(trange(high, low, close), period)
    return (ratio(total(np.abs(high - before(low)), period), path),
            ratio(total(np.abs(low - before(high)), period), path))


def coppock(real, period, long, short):
    return wma(roc(real, long) + roc(real, short), period)


def kst(real, roc1, roc2, roc3, roc4, sma1, sma2, sma3, sma4, signal):
    line = (sma(roc(real, roc1), sma1) + 2 * sma(roc(real, roc2), sma2)
            + 3 * sma(roc(real, roc3), sma3) + 4 * sma(roc(real, roc4), sma4))
    return cut(start(line) + signal - 1, line, sma(line, signal))


def fisher(high, low, period):
    price = (high + low) / 2
    top, bottom = highest(price, period), lowest(price, period)
    line, signal, v = column(len(price)), column(len(price)), 0.0
    for t in range(period - 1, len(price)):
        share = (price[t] - bottom[t]) / (top[t] - bottom[t]) if top[t] > bottom[t] else 0.0
        v = 0.66 * (share - 0.5) + 0.67 * v
        v = 0.999 if v > 0.99 else -0.999 if v < -0.99 else v
        signal[t] = 0.0 if t == period - 1 else line[t - 1]
        line[t] = (np.log(1 + v) - np.log(1 - v)) / 2 + signal[t] / 2
    return line, signal
