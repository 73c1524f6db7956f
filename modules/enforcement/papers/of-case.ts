import type { PaperTemplate } from './template.ts'
import { byVolume } from './standard.ts'

/** What a paper needs to know of an act: who did it, when, what was answered, by the titles of the questions. */
export interface ActWords {
  readonly seq: number
  readonly action: string
  readonly title: string
  readonly at: string
  readonly person: string
  readonly answers: readonly { readonly title: string; readonly text: string }[]
}

export interface CasePaper {
  readonly template: PaperTemplate
  readonly act: ActWords
}

/** The papers a case has so far, 正卷 before 副卷, each in its place and its papers in the order of their acts. */
export function papersOfCase(acts: readonly ActWords[], templates: readonly PaperTemplate[]): CasePaper[] {
  return templates
    .toSorted(byVolume)
    .flatMap((template) =>
      acts.filter((act) => template.actions.includes(act.action) && fits(template, act)).map((act) => ({ template, act })),
    )
}

function fits({ when }: PaperTemplate, act: ActWords): boolean {
  return !when || when.in.includes(act.answers.find(({ title }) => title === when.field)?.text ?? '')
}

/** What a case knows by itself. */
export interface CaseFacts {
  /** What no act changes: who, what about, where. */
  readonly fixed: Readonly<Record<string, string>>
  /** Where the acts have brought it by now: asked only for what no act up to the paper has answered. */
  readonly current: Readonly<Record<string, string>>
}

/**
 * Words for a placeholder: what this act answered, else what stands, else the latest answer before it, else the state of the case. A later act does
 * not change what an earlier paper told the party: a notice shows the sum that was notified, not the one decided on.
 */
export function wordsFor(act: ActWords, acts: readonly ActWords[], { fixed, current }: CaseFacts): (name: string) => string | undefined {
  const own = new Map(act.answers.map(({ title, text }) => [title, text]))
  const earlier = new Map(
    acts.filter(({ seq }) => seq < act.seq).flatMap(({ answers }) => answers.map(({ title, text }) => [title, text] as const)),
  )
  const here: Readonly<Record<string, string>> = {
    办理: act.title,
    办理人: act.person,
    办理时间: minuteOf(act.at),
    办理日期: dayWords(act.at),
  }
  return (name) => own.get(name) || here[name] || fixed[name] || earlier.get(name) || current[name]
}

const minute = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const day = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric' })
export const minuteOf = (at: string): string => minute.format(new Date(at))
export const dayWords = (at: string): string => day.format(new Date(at))
