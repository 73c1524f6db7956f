/**
 * A small lexer for TypeScript: it tells code from comments, strings and regular expressions, nothing more.
 * Why our own: TypeScript 7 ships no compiler API, and a plain regex over the text finds imports inside strings.
 */
export interface Source {
  readonly text: string
  /** The text with comments and the insides of strings, templates and regular expressions blanked; same length. */
  readonly code: string
  /** The text with only comments blanked; same length. */
  readonly bare: string
  readonly comments: readonly Comment[]
}

export interface Comment {
  readonly text: string
  /** First line, counted from 1. */
  readonly line: number
  readonly lines: number
}

type Kind = 'code' | 'comment' | 'string'

// A slash after one of these begins a regular expression; after a name, number or closing bracket it divides.
const BEFORE_REGEX = /(?:^|[([{},;:=!&|?+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|void|await|yield))\s*$/

/** Splits a source text. Unclosed strings end at the line's end, so an apostrophe in JSX text harms one line only. */
export function readSource(text: string): Source {
  const marks: Kind[] = Array.from({ length: text.length }, () => 'code')
  const comments: Comment[] = []
  const braces: number[] = [] // depth of `{` inside each open `${`
  let at = 0

  const mark = (from: number, to: number, kind: Kind): void => void marks.fill(kind, from, to)
  const template = (from: number): number => {
    let i = from
    while (i < text.length && text[i] !== '`') {
      if (text[i] === '\\') i++
      else if (text[i] === '$' && text[i + 1] === '{') {
        mark(from, i, 'string')
        braces.push(0)
        return i + 2
      }
      i++
    }
    mark(from, i, 'string')
    return i + 1
  }

  while (at < text.length) {
    const c = text[at]
    if (c === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const end = commentEnd(text, at)
      comments.push({ text: text.slice(at, end), line: lineAt(text, at), lines: text.slice(at, end).split('\n').length })
      mark(at, end, 'comment')
      at = end
    } else if (c === "'" || c === '"') {
      const end = quotedEnd(text, at, c)
      mark(at + 1, end, 'string')
      at = end + 1
    } else if (c === '`') at = template(at + 1)
    else if (c === '/' && BEFORE_REGEX.test(text.slice(Math.max(0, at - 40), at))) {
      const end = regexEnd(text, at)
      mark(at + 1, end, 'string')
      at = end + 1
    } else if (braces.length > 0 && (c === '{' || c === '}')) {
      const depth = braces.pop() ?? 0
      if (c === '}' && depth === 0) at = template(at + 1)
      else {
        braces.push(depth + (c === '{' ? 1 : -1))
        at++
      }
    } else at++
  }
  const blank = (kinds: readonly Kind[]): string =>
    [...marks.keys()].map((i) => (kinds.includes(marks[i] ?? 'code') && text[i] !== '\n' ? ' ' : text[i])).join('')
  return { text, code: blank(['comment', 'string']), bare: blank(['comment']), comments }
}

/** Line number, from 1, of a position. */
export function lineAt(text: string, position: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < position; i = text.indexOf('\n', i + 1)) line++
  return line
}

function commentEnd(text: string, at: number): number {
  const end = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2)
  if (end === -1) return text.length
  return text[at + 1] === '/' ? end : end + 2
}

function quotedEnd(text: string, at: number, quote: string): number {
  let i = at + 1
  while (i < text.length && text[i] !== quote && text[i] !== '\n') i += text[i] === '\\' ? 2 : 1
  return Math.min(i, text.length)
}

function regexEnd(text: string, at: number): number {
  let i = at + 1
  let inClass = false
  while (i < text.length && text[i] !== '\n' && (inClass || text[i] !== '/')) {
    if (text[i] === '[') inClass = true
    else if (text[i] === ']') inClass = false
    i += text[i] === '\\' ? 2 : 1
  }
  return Math.min(i, text.length)
}
