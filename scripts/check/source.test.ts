import { expect, it } from 'vitest'
import { readSource } from './source.ts'

it('blanks comments and the insides of strings, and keeps every position', () => {
  const { code, bare, text } = readSource(`const a = 'x // y' // why\nconst b = 1`)
  expect(code).toBe(`const a = '      '       \nconst b = 1`)
  expect(bare).toBe(`const a = 'x // y'       \nconst b = 1`)
  expect(code).toHaveLength(text.length)
})

it('counts comments with their lines', () => {
  const { comments } = readSource('/** one\n * two */\nlet a // three\n')
  expect(comments.map(({ line, lines }) => [line, lines])).toEqual([
    [1, 2],
    [3, 1],
  ])
})

it('sees code inside a template, and the string after it', () => {
  const { code } = readSource('const a = `x ${b({ c: `y` })} import` + d')
  expect(code).toBe('const a = `  ${b({ c: ` ` })}       ` + d')
})

it('takes a slash after an operator for a regular expression, after a name for a division', () => {
  expect(readSource(`const a = /['"]/g; const b = c / d / e // f`).code).toBe('const a = /    /g; const b = c / d / e     ')
  expect(readSource('x.split(/[/\\]]/)').code).toBe('x.split(/     /)')
})

it('is harmed for one line only by an apostrophe in JSX text', () => {
  expect(readSource(`<p>it's</p>\nimport 'a'`).code).toContain(`\nimport ' '`)
})
