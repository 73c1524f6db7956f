import { useState } from 'react'
import { judge } from '../guide.ts'
import type { Guide } from '../guide-endpoints.ts'
import { Loaded } from './Loaded.tsx'
import { YesNo } from './YesNo.tsx'
import { useOpen } from './use-open.ts'

/** One matter as a resident asks of it: can I, what to bring, where, how long, what it costs. */
export function GuidePage({ code }: { readonly code: string }) {
  const path = `/matters/${encodeURIComponent(code)}`
  return <Loaded open={useOpen<Guide>(path)}>{(guide) => <Sheet guide={guide} paper={`/api/public/service${path}/paper`} />}</Loaded>
}

function Sheet({ guide, paper }: { readonly guide: Guide; readonly paper: string }) {
  return (
    <article>
      <p className="no-print">
        <a href="#/guide">‹ 全部事项</a>
      </p>
      <h1>
        {guide.name} {guide.example && <small className="sample">示例</small>}
      </h1>
      <Qualify guide={guide} />
      <section className="block">
        <h2>要带什么</h2>
        {guide.bring.length === 0 ? (
          <p>不用带材料。</p>
        ) : (
          <ol className="guide-bring">
            {guide.bring.map(({ name, words }) => (
              <li key={name}>
                <strong>{name}</strong>
                <br />
                <span className="hint">{words}</span>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section className="block">
        <h2>到哪里办</h2>
        <ul>
          {guide.where.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <section className="block guide-facts">
        <Fact title="要多久" text={guide.duration} />
        <Fact title="跑几次" text={guide.visits} />
        <Fact title="要多少钱" text={guide.cost} />
        <Fact title="办好得到" text={guide.result} />
        <Fact title="谁来办" text={guide.unitName} />
        {guide.phone && <Fact title="咨询投诉" text={guide.phone} />}
      </section>
      {guide.flow.length > 0 && (
        <section className="block">
          <h2>怎么办</h2>
          <ol>
            {guide.flow.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </section>
      )}
      {guide.questions.length > 0 && (
        <section className="block">
          <h2>常见问题</h2>
          {guide.questions.map(({ ask, answer }) => (
            <p key={ask}>
              <strong>{ask}</strong>
              <br />
              {answer}
            </p>
          ))}
        </section>
      )}
      <section className="block">
        <h2>依据</h2>
        <ul>
          {guide.basis.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="hint">本指南自 {guide.from} 起。</p>
      </section>
      <p className="no-print">
        <a className="second" href={paper} target="_blank" rel="noreferrer">
          打印或保存（PDF）
        </a>
      </p>
    </article>
  )
}

const Fact = ({ title, text }: { readonly title: string; readonly text: string }) => (
  <p>
    <span className="hint">{title}</span>
    <br />
    <strong>{text}</strong>
  </p>
)

function Qualify({ guide: { conditions } }: { readonly guide: Guide }) {
  const [answers, setAnswers] = useState<Readonly<Record<string, boolean>>>({})
  if (conditions.length === 0) return null
  const verdict = judge(conditions, answers)
  return (
    <section className="block">
      <h2>我能办吗</h2>
      {conditions.map(({ key, question }) => (
        <YesNo
          key={key}
          name={key}
          question={question}
          options={[
            ['yes', '是'],
            ['no', '否'],
          ]}
          value={answers[key] === undefined ? '' : answers[key] ? 'yes' : 'no'}
          choose={(value) => setAnswers({ ...answers, [key]: value === 'yes' })}
        />
      ))}
      <div role="status">
        {verdict.qualifies && <p className="note note-good">✓ 可以办理。</p>}
        {verdict.instead.length > 0 && <p className="note note-bad">✗ 现在还不能办：{verdict.instead.join('；')}</p>}
      </div>
    </section>
  )
}
