import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type Weight = 400 | 700

const root = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'))

/**
 * Noto Sans SC comes in about a hundred slices, each for some ranges of characters: the file of each character. A whole
 * font (10 MB) would have to be read for every paper; of the slices only those whose characters occur are. The WOFF files,
 * not the WOFF2 ones: fontkit subsets the transformed outlines of WOFF2 wrongly (blank and torn glyphs).
 */
function readSlices(weight: Weight): ReadonlyMap<number, string> {
  const css = readFileSync(join(root, `${weight}.css`), 'utf8')
  const slices = new Map<number, string>()
  for (const [, name, ranges] of css.matchAll(/url\(\.\/files\/([^)]+\.woff)\)[^}]*?unicode-range:\s*([^;}]+)/gu)) {
    const file = join(root, 'files', name!)
    for (const range of ranges!.split(',')) {
      const [from, to] = range.trim().replace('U+', '').split('-')
      for (let code = parseInt(from!, 16); code <= parseInt(to ?? from!, 16); code++) if (!slices.has(code)) slices.set(code, file)
    }
  }
  return slices
}

const known = new Map<Weight, ReadonlyMap<number, string>>()

/** The font file that has a character; undefined for one that Noto Sans SC lacks. */
export function findFace(character: string, weight: Weight): string | undefined {
  let slices = known.get(weight)
  if (!slices) known.set(weight, (slices = readSlices(weight)))
  const file = slices.get(character.codePointAt(0)!)
  return file !== undefined && existsSync(file) ? file : undefined
}

/** Stands for a character no face has, so that a gap is seen and not guessed at. */
export const missing = '□'

export interface Run {
  readonly face: string
  readonly text: string
}

/** A line cut where the font file changes. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: { face: string; text: string }[] = []
  for (const character of text) {
    const own = findFace(character, weight)
    const face = own ?? findFace(missing, weight)!
    const last = runs.at(-1)
    if (last?.face === face) last.text += own ? character : missing
    else runs.push({ face, text: own ? character : missing })
  }
  return runs
}
