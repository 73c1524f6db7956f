function cornerValue(seed: number, x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ seed
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) >>> 0) / 2147483648 - 1
}

/**
 * Smooth value noise in [-1, 1] of a position in metres.
 * @param wavelength metres between independent values
 */
export function noiseAt(seed: number, x: number, y: number, wavelength: number): number {
  const u = x / wavelength
  const v = y / wavelength
  const i = Math.floor(u)
  const j = Math.floor(v)
  const fu = u - i
  const fv = v - j
  const su = fu * fu * (3 - 2 * fu)
  const sv = fv * fv * (3 - 2 * fv)
  const low = cornerValue(seed, i, j) * (1 - su) + cornerValue(seed, i + 1, j) * su
  const high = cornerValue(seed, i, j + 1) * (1 - su) + cornerValue(seed, i + 1, j + 1) * su
  return low * (1 - sv) + high * sv
}
