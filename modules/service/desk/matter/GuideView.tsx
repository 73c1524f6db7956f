import { Segmented } from 'antd'
import { useState } from 'react'
import { judge } from '../../guide.ts'
import type { Guide } from '../../guide-endpoints.ts'

/** The resident's guide as the desk shows it: the clerk answers the questions with the person in front of them. */
export function GuideView({ guide }: { readonly guide: Guide }) {
  const [answers, setAnswers] = useState<Readonly<Record<string, boolean>>>({})
  const verdict = judge(guide.conditions, answers)
  return (
    <section className="panel matter-block">
      <h2>办事指南</h2>
      <h3>能不能办</h3>
      {guide.conditions.length === 0 && <p>符合服务对象即可办理。</p>}
      {guide.conditions.map(({ key, question }) => (
        <p key={key}>
          {question}{' '}
          <Segmented
            size="small"
            aria-label={question}
            value={answers[key] === undefined ? '' : answers[key] ? '是' : '否'}
            options={['是', '否']}
            onChange={(next) => setAnswers({ ...answers, [key]: next === '是' })}
          />
        </p>
      ))}
      {guide.conditions.length > 0 && verdict.open === 0 && (
        <p role="status">
          <strong>{verdict.qualifies ? '✓ 可以办理' : '✗ 不符合条件'}</strong> {verdict.instead.join('；')}
        </p>
      )}
      <h3>要带什么</h3>
      {guide.bring.length === 0 ? (
        <p>不用带材料。</p>
      ) : (
        <ol>
          {guide.bring.map(({ name, words }) => (
            <li key={name}>
              <strong>{name}</strong> <span className="quiet">{words}</span>
            </li>
          ))}
        </ol>
      )}
      <h3>到哪里办</h3>
      <ul>
        {guide.where.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3>多久、跑几次、多少钱、拿到什么</h3>
      <ul>
        {[guide.duration, guide.visits, guide.cost, guide.result].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {guide.flow.length > 0 && (
        <>
          <h3>怎么办</h3>
          <p>{guide.flow.join(' → ')}</p>
        </>
      )}
      <h3>依据</h3>
      <ul>
        {guide.basis.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {guide.questions.length > 0 && (
        <>
          <h3>常见问题</h3>
          {guide.questions.map(({ ask, answer }) => (
            <p key={ask}>
              <strong>{ask}</strong>
              <br />
              {answer}
            </p>
          ))}
        </>
      )}
    </section>
  )
}
