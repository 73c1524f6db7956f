import { useState } from 'react'
import { bringWords } from '../guide.ts'
import type { Answers } from '../one-thing.ts'
import { type OneThingInForce, askedSituations, planOneThing } from '../one-thing-plan.ts'
import { Loaded } from './Loaded.tsx'
import { YesNo } from './YesNo.tsx'
import { useOpen } from './use-open.ts'

/** 一件事: answer the questions, see the matters, the papers once, and when all is done. */
export function ThingPage({ code }: { readonly code: string }) {
  return <Loaded open={useOpen<OneThingInForce>(`/one-things/${encodeURIComponent(code)}`)}>{(found) => <Thing found={found} />}</Loaded>
}

function Thing({ found }: { readonly found: OneThingInForce }) {
  const { version } = found
  const [answers, setAnswers] = useState<Answers>({})
  const plan = planOneThing(found, answers)
  const asked = askedSituations(version, answers)
  return (
    <article>
      <p className="no-print">
        <a href="#/guide">‹ 全部事项</a>
      </p>
      <h1>
        {version.name} {version.example && <small className="sample">示例</small>}
      </h1>
      <p>{version.summary}</p>
      {asked.length > 0 && (
        <section className="block">
          <h2>先看您的情况</h2>
          {asked.map(({ key, question, options }) => (
            <YesNo
              key={key}
              name={key}
              question={question}
              options={options.map((option) => [option.key, option.title] as const)}
              value={answers[key] ?? ''}
              choose={(value) => setAnswers({ ...answers, [key]: value })}
            />
          ))}
        </section>
      )}
      <section className="block" aria-label="办哪几件">
        <h2>一共办 {plan.items.length} 项</h2>
        <ol className="guide-bring">
          {plan.matters.map(({ code, name }) => (
            <li key={code}>
              <a href={`#/guide/${encodeURIComponent(code)}`}>{name}</a> <span className="hint">第 {plan.days.dues[code]} 天办好</span>
            </li>
          ))}
        </ol>
        <p>
          <strong>全部办好约 {plan.days.due} 天</strong>{' '}
          <span className="hint">一项一项办要 {plan.alone.days} 天。按承诺的工作日算，从受理起。</span>
        </p>
        <p>
          <strong>一张表 {plan.form.length} 栏</strong> <span className="hint">分开填要 {plan.alone.fields} 栏。</span>
        </p>
      </section>
      <section className="block">
        <h2>要带什么（共 {plan.materials.length} 份）</h2>
        <ol className="guide-bring">
          {plan.materials.map(({ id, material, usedBy }) => (
            <li key={id}>
              <strong>{material.name}</strong>
              <br />
              <span className="hint">
                {bringWords(material)}
                {usedBy.length > 1 && `；${usedBy.length} 个事项共用，交一次`}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <p>办好得到：{version.bundle.name}</p>
    </article>
  )
}
