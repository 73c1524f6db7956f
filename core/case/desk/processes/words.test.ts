import { expect, test } from 'vitest'
import { roleTitles } from '#core/org/contract.ts'
import { libraryCard } from '../../testing/library-card.ts'
import { actionsEverywhere, actionsFrom } from './find-actions.ts'
import { guardText, targetTexts, whoText } from './words.ts'

const titles: Readonly<Record<string, string>> = roleTitles
const roleTitle = (key: string): string => titles[key] ?? key

test('who may act, in words', () => {
  expect(whoText({ roles: ['dispatcher', 'watch-officer'] }, roleTitle)).toBe('派单员、值班长')
  expect(whoText({ roles: ['handler'], holder: 'unit' }, roleTitle)).toBe('承办单位的处置人员')
  expect(whoText({ roles: ['verifier'], area: true }, roleTitle)).toBe('案件在其辖区内的核查员')
  expect(whoText({ holder: 'co-task' }, roleTitle)).toBe('协办单位')
  expect(whoText({ system: true }, roleTitle)).toBe('系统自动')
})

test('every way of every action has a title a person can read', () => {
  const steps = libraryCard.steps.map(({ key }) => key)
  for (const action of libraryCard.actions)
    for (const text of targetTexts(libraryCard, action)) for (const key of steps) expect(text.split(' → ').at(-1)).not.toBe(key)
})

test('a named guard says what its module says of it, else its name', () => {
  const guard = { kind: 'named', name: 'library.shelf-free' } as const
  expect(guardText(libraryCard, guard, new Map([['library.shelf-free', '架上须有空位']]))).toBe('架上须有空位')
  expect(guardText(libraryCard, guard, new Map())).toContain('library.shelf-free')
})

test('actions for every step are listed apart', () => {
  const everywhere = actionsEverywhere(libraryCard).map(({ key }) => key)
  for (const { key } of libraryCard.steps) for (const action of actionsFrom(libraryCard, key)) expect(everywhere).not.toContain(action.key)
})
