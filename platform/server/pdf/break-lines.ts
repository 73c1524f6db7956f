/** Width of one character at the size in question. */
export type Measure = (character: string) => number

// 禁则 (GB/T 15834-2011 §5.1.1, 5.1.5): no line begins with a closing sign or a stop, none ends with an opening one.
const notFirst = /^[，。、；：？！…—～·）》〉」』】〕’”%‰℃,.;:?!)\]}]$/u
const notLast = /^[（《〈「『【〔‘“([{￥$#№]$/u
const ofWord = /^[\p{Script=Latin}\p{Nd}_@/\\+\-&'*=<>|~^`]$/u

/** The smallest pieces that are not broken: a Chinese character with the signs that cling to it, a word, a blank. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let open = false
  let word = false
  for (const character of text) {
    const joins =
      pieces.length > 0 &&
      pieces.at(-1) !== ' ' &&
      character !== ' ' &&
      (open || notFirst.test(character) || (word && ofWord.test(character)))
    if (joins) pieces.push(pieces.pop()! + character)
    else pieces.push(character)
    open = notLast.test(character)
    // A stop inside an address or a number does not end it: 1.5, a.example.com.
    word = ofWord.test(character) || (word && /^[.,:]$/u.test(character))
  }
  return pieces
}

/**
 * Breaks a text into lines no wider than `width`; line ends of the text itself are kept. A piece wider than a line (a
 * link, a run of signs) is broken between characters, as there is no better place.
 * @param indent width by which the first line is shorter
 */
export function breakLines(text: string, width: number, measure: Measure, indent = 0): string[] {
  const lines: string[] = []
  for (const [n, paragraph] of text.replaceAll('\r', '').replaceAll('\t', ' ').split('\n').entries()) {
    let line = ''
    let left = width - (n === 0 ? indent : 0)
    const end = (): void => {
      lines.push(line.trimEnd())
      line = ''
      left = width
    }
    for (const piece of piecesOf(paragraph)) {
      const wide = widthOf(piece, measure)
      if (wide <= left) {
        line += piece
        left -= wide
        continue
      }
      if (line !== '') end()
      if (piece === ' ') continue
      for (const character of wide <= width ? [piece] : piece) {
        const own = widthOf(character, measure)
        if (own > left && line !== '') end()
        line += character
        left -= own
      }
    }
    end()
  }
  return lines
}

/** Width of a text on one line. */
export function widthOf(text: string, measure: Measure): number {
  let sum = 0
  for (const character of text) sum += measure(character)
  return sum
}
