import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatterLimit } from './matter.ts'
import {
  type Link,
  askedSituations,
  criticalPath,
  mergeForm,
  mergeMaterials,
  planOneThing,
  selectItems,
  spreadForm,
} from './one-thing-plan.ts'
import { findOneThingFaults } from './one-thing-rules.ts'
import { field, paper, sampleMatter, sampleThing } from './testing/sample-matter.ts'

const unit = '0198a000-0000-7000-8000-000000000001'
const days = (n: number): MatterLimit => ({ n, unit: 'working-day' })
const plain = (from: number, { n }: MatterLimit) => from + n

const tree = sampleThing('T-1', [], {
  situations: [
    {
      key: 'married',
      question: '父母是否已登记结婚？',
      options: [
        { key: 'yes', title: '是', adds: [] },
        { key: 'no', title: '否', adds: ['M-3'] },
      ],
    },
    {
      key: 'where',
      question: '亲子鉴定在哪里做？',
      when: { question: 'married', option: 'no' },
      options: [
        { key: 'here', title: '本市', adds: [] },
        { key: 'away', title: '外地', adds: ['M-4'] },
      ],
    },
  ],
  items: [
    { code: 'M-2', order: 2, dependsOn: ['M-1', 'M-3'], optional: false },
    { code: 'M-1', order: 1, dependsOn: [], optional: false },
    { code: 'M-3', order: 3, dependsOn: [], optional: true },
    { code: 'M-4', order: 4, dependsOn: ['M-3'], optional: true },
  ],
})

describe('the decision tree', () => {
  const codes = (answers: Record<string, string>) => selectItems(tree, answers).items.map(({ code }) => code)

  it('brings in what an answer asks for, in their order, and says what is still open', () => {
    expect(codes({ married: 'yes' })).toEqual(['M-1', 'M-2'])
    expect(selectItems(tree, {}).open).toEqual(['married'])
    expect(selectItems(tree, { married: 'no' }).open).toEqual(['where'])
    expect(codes({ married: 'no', where: 'away' })).toEqual(['M-1', 'M-2', 'M-3', 'M-4'])
    expect(selectItems(tree, { married: 'perhaps' }).open).toEqual(['married'])
  })

  it('an answer under an option nobody chose counts for nothing', () => {
    expect(codes({ married: 'yes', where: 'away' })).toEqual(['M-1', 'M-2'])
    expect(askedSituations(tree, { married: 'yes', where: 'away' }).map(({ key }) => key)).toEqual(['married'])
  })

  it('waits only for what is done', () => {
    expect(selectItems(tree, { married: 'yes' }).items[1]?.dependsOn).toEqual(['M-1'])
  })
})

describe('one form', () => {
  const name = (key: string, required: boolean) => field(key, { title: '新生儿姓名', fact: 'baby.name', required })
  const forms = [
    { code: 'M-1', form: [name('xm', false), field('weight')] },
    { code: 'M-2', form: [field('weight'), name('name', true)] },
  ]

  it('asks each fact once, and whatever is nobody else’s of each matter', () => {
    const merged = mergeForm(forms)
    expect(merged.map(({ id }) => id)).toEqual(['baby.name', 'M-1.weight', 'M-2.weight'])
    expect(merged[0]).toMatchObject({
      field: { required: true },
      usedBy: [
        { code: 'M-1', key: 'xm' },
        { code: 'M-2', key: 'name' },
      ],
    })
  })

  it('gives each matter its own form back', () => {
    expect(spreadForm(mergeForm(forms), { 'baby.name': '安安', 'M-2.weight': '3.2' })).toEqual({
      'M-1': { xm: '安安' },
      'M-2': { weight: '3.2', name: '安安' },
    })
  })

  it('of a choice leaves what all accept', () => {
    const choice = (code: string, choices: string[]) => ({ code, form: [field('k', { kind: 'choice', choices, fact: 'way' })] })
    expect(mergeForm([choice('M-1', ['邮寄', '自取']), choice('M-2', ['自取', '网上'])])[0]?.field.choices).toEqual(['自取'])
  })

  it('whatever is filled in reaches every matter that asks for it, and nothing else does (property)', () => {
    const fact = fc.constantFrom('a', 'b', 'c', undefined)
    const one = fc.uniqueArray(fc.tuple(fc.constantFrom('f1', 'f2', 'f3', 'f4'), fact), { selector: ([key]) => key })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (all) => {
        const matters = all.map((keys, i) => ({
          code: `M-${i}`,
          form: keys.map(([key, meaning]) => field(key, meaning ? { fact: meaning } : {})),
        }))
        const merged = mergeForm(matters)
        expect(new Set(merged.map(({ id }) => id)).size).toBe(merged.length)
        const spread = spreadForm(merged, Object.fromEntries(merged.map(({ id }) => [id, id])))
        for (const { code, form } of matters) {
          expect(Object.keys(spread[code] ?? {}).sort()).toEqual(form.map(({ key }) => key).sort())
          for (const { key, fact: meaning } of form) expect(spread[code]?.[key]).toBe(meaning ?? `${code}.${key}`)
        }
      }),
    )
  })
})

describe('one list of papers', () => {
  const result = { name: '结果', kind: 'record' as const }

  it('asks for a licence once and as strictly as the strictest', () => {
    const merged = mergeMaterials([
      {
        code: 'M-1',
        result,
        materials: [paper('id', { licence: 'ID', form: 'electronic', required: false, deferrable: true }), paper('photo')],
      },
      { code: 'M-2', result, materials: [paper('sfz', { licence: 'ID', form: 'original', copies: 2, deferrable: false })] },
    ])
    expect(merged.map(({ id }) => id)).toEqual(['ID', 'M-1.photo'])
    expect(merged[0]?.material).toMatchObject({ form: 'original', copies: 2, required: true, deferrable: false })
  })

  it('does not ask for what a matter of the bundle makes', () => {
    const made = { ...result, licence: 'BIRTH' }
    const needs = paper('birth', { licence: 'BIRTH' })
    expect(
      mergeMaterials([
        { code: 'M-1', result: made, materials: [] },
        { code: 'M-2', result, materials: [needs] },
      ]),
    ).toEqual([])
    expect(mergeMaterials([{ code: 'M-2', result, materials: [needs] }])).toHaveLength(1)
    // A replacement of the paper itself still needs the old one.
    expect(mergeMaterials([{ code: 'M-1', result: made, materials: [needs] }])).toHaveLength(1)
  })
})

describe('the due date', () => {
  it('is the longest chain, not the sum', () => {
    const links: Link[] = [
      { code: 'a', limit: days(1), after: [] },
      { code: 'b', limit: days(5), after: ['a'] },
      { code: 'c', limit: days(3), after: ['a'] },
      { code: 'd', limit: days(1), after: ['b', 'c'] },
    ]
    expect(criticalPath<number>(links, 0, plain)).toEqual({ dues: { a: 1, b: 6, c: 4, d: 7 }, due: 7, path: ['a', 'b', 'd'] })
  })

  it('lies between the longest single limit and the sum, after every dependency, and its path adds up to it (property)', () => {
    const links = fc.array(fc.tuple(fc.nat(30), fc.array(fc.nat(9), { maxLength: 3 })), { minLength: 1, maxLength: 10 }).map((all) =>
      all.map(([n, before], i): Link => ({
        code: `m${i}`,
        limit: days(n),
        after: i === 0 ? [] : [...new Set(before.map((b) => `m${b % i}`))],
      })),
    )
    fc.assert(
      fc.property(links, (chain) => {
        // The order in which they are listed must not matter.
        const { dues, due, path } = criticalPath<number>([...chain].reverse(), 0, plain)
        const limits = chain.map(({ limit }) => limit.n)
        expect(due).toBeGreaterThanOrEqual(Math.max(...limits))
        expect(due).toBeLessThanOrEqual(limits.reduce((a, b) => a + b, 0))
        for (const { code, after, limit } of chain)
          expect(dues[code]).toBe(Math.max(0, ...after.map((earlier) => dues[earlier]!)) + limit.n)
        const along = path.map((code) => chain.find((link) => link.code === code)!.limit.n).reduce((a, b) => a + b, 0)
        expect(along).toBe(due)
      }),
    )
  })
})

it('a plan holds everything a case needs, and what it saves', () => {
  const matters = [
    sampleMatter('M-1', unit, {
      form: [field('n', { fact: 'name' })],
      materials: [paper('id', { licence: 'ID' })],
      visits: 1,
      visitReason: '核验',
    }),
    sampleMatter('M-2', unit, { form: [field('n', { fact: 'name' })], materials: [paper('id', { licence: 'ID' })], promised: days(3) }),
  ]
  const version = sampleThing('T-1', ['M-1', 'M-2'], {
    items: [
      { code: 'M-1', order: 0, dependsOn: [], optional: false },
      { code: 'M-2', order: 1, dependsOn: ['M-1'], optional: false },
    ],
  })
  const plan = planOneThing({ version, matters }, {})
  expect(plan.form).toHaveLength(1)
  expect(plan.materials).toHaveLength(1)
  expect(plan.chain).toEqual([
    { code: 'M-1', limit: days(5), after: [] },
    { code: 'M-2', limit: days(3), after: ['M-1'] },
  ])
  expect(plan.days).toMatchObject({ due: 8, path: ['M-1', 'M-2'] })
  expect(plan.alone).toEqual({ days: 8, fields: 2, materials: 2, visits: 1 })
})

describe('what an editor is told', () => {
  const matters = ['M-1', 'M-2', 'M-3', 'M-4'].map((code) => sampleMatter(code, unit))
  const says = (thing: typeof tree, with_ = matters) =>
    findOneThingFaults(thing, with_)
      .map(({ message }) => message)
      .join('\n')

  it('nothing, of a sound one', () => expect(says(tree)).toBe(''))
  it('a matter that is not in force', () => expect(says(tree, matters.slice(1))).toContain('M-1 当日没有启用'))
  it('a circle', () => {
    const items = tree.items.map((item) => (item.code === 'M-1' ? { ...item, dependsOn: ['M-2'] } : item))
    expect(says({ ...tree, items })).toContain('绕了一圈在等自己')
  })
  it('side by side and one after the other at once', () => {
    const items = tree.items.map((item) => (item.optional ? item : { ...item, parallelGroup: '甲' }))
    expect(says({ ...tree, items })).toContain('不能并联')
  })
  it('an option of a question that comes later, an item nobody can choose, a matter that was not joined', () => {
    expect(says({ ...tree, situations: [...tree.situations].reverse() })).toContain('排在它后面')
    expect(says({ ...tree, situations: [] })).toContain('永远不会办')
    expect(says({ ...tree, items: tree.items.filter(({ code }) => code !== 'M-4') })).toContain('M-4 不在这件事里')
  })
  it('one fact of two kinds, a choice that leaves nothing', () => {
    const [a, b, ...rest] = matters
    const date = { ...a!, form: [field('k', { kind: 'date', fact: 'born' })] }
    expect(says(tree, [date, { ...b!, form: [field('k', { fact: 'born' })] }, ...rest])).toContain('格式不同')
    const one = (choices: string[]) => ({ form: [field('k', { kind: 'choice' as const, choices, fact: 'way' })] })
    expect(says(tree, [{ ...a!, ...one(['邮寄']) }, { ...b!, ...one(['自取']) }, ...rest])).toContain('没有共同的选项')
  })
})
