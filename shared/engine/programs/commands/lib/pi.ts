/**
 * π, cut after so many digits, as `3.14159…`, by whole numbers: Machin's formula
 * 16·arctan(1/5) − 4·arctan(1/239) with ten guard digits. `digits` counts the 3 as well.
 */
export function piText(digits: number): string {
  const places = Math.max(0, digits - 1)
  const one = 10n ** BigInt(places + 10)
  const whole = 4n * (4n * arcCotangent(5n, one) - arcCotangent(239n, one))
  // The last digit is rounded, as bignum does.
  const rounded = String((whole + 5n * 10n ** 9n) / 10n ** 10n)
  return places === 0 ? rounded : `${rounded.slice(0, -places)}.${rounded.slice(-places)}`
}

function arcCotangent(x: bigint, one: bigint): bigint {
  const square = x * x
  let term = one / x
  let sum = term
  for (let odd = 3n, sign = -1n; term !== 0n; odd += 2n, sign = -sign) {
    term /= square
    sum += (sign * term) / odd
  }
  return sum
}
