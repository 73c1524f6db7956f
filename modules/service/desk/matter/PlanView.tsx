import { Radio, Table, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { bringWords } from '../../guide.ts'
import type { Answers, OneThingVersion } from '../../one-thing.ts'
import type { MergedField, MergedMaterial, OneThingInForce } from '../../one-thing-plan.ts'
import { askedSituations, planOneThing } from '../../one-thing-plan.ts'
import { limitText } from './limit-text.ts'

/** What one resident would get for their answers: matters in order, one form, one list of papers, when all is done. */
export function PlanView({ inForce }: { readonly inForce: OneThingInForce }) {
  const { version } = inForce
  const [answers, setAnswers] = useState<Answers>({})
  const plan = useMemo(() => planOneThing(inForce, answers), [inForce, answers])
  const nameOf = (code: string) => inForce.matters.find((matter) => matter.code === code)?.name ?? code
  const { alone, days } = plan
  const saving = [
    ['办结', `${days.due} 天`, `逐项办 ${alone.days} 天`],
    ['填表', `${plan.form.length} 栏`, `逐项填 ${alone.fields} 栏`],
    ['材料', `${plan.materials.length} 份`, `逐项交 ${alone.materials} 份`],
    ['跑动', alone.visits === 0 ? '0 次' : '最多 1 次', `逐项跑 ${alone.visits} 次`],
  ] as const
  return (
    <>
      <section className="panel matter-block">
        <h2>先问情形</h2>
        <Questions version={version} answers={answers} set={setAnswers} />
      </section>
      <section className="panel matter-block" aria-label="办理安排">
        <h2>{plan.items.length} 个事项</h2>
        <div className="thing-saving">
          {saving.map(([title, now, before]) => (
            <div key={title}>
              {title} <strong className="num">{now}</strong> <span className="quiet">{before}</span>
            </div>
          ))}
        </div>
        <ol className="thing-steps">
          {plan.items.map(({ code, dependsOn }, i) => (
            <li key={code} className={days.path.includes(code) ? 'on-path' : ''}>
              <span className="num">{i + 1}</span>
              <span>
                {nameOf(code)} <span className="quiet num">{code}</span>
                {dependsOn.length > 0 && <span className="quiet"> 等：{dependsOn.map(nameOf).join('、')}</span>}
              </span>
              <span className="num">
                {limitText(plan.matters.find((matter) => matter.code === code)?.promised ?? { n: 0, unit: 'working-day' })} · 第{' '}
                {days.dues[code]} 天
              </span>
            </li>
          ))}
        </ol>
        <p className="quiet">蓝框是决定总时限的一条线；总时限是最长的一条线，不是各项相加。全部办好才算办结。</p>
      </section>
      <section className="panel matter-block" aria-label="合并表单">
        <h2>合并表单 {plan.form.length} 栏</h2>
        <Table<MergedField>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={[...plan.form]}
          columns={[
            { key: 'title', title: '栏目', render: (_, { field }) => `${field.title}${field.required ? '' : '（可不填）'}` },
            { key: 'id', title: '信息项', dataIndex: 'id', width: 170, className: 'num' },
            { key: 'used', title: '用于', render: (_, { usedBy }) => usedBy.map(({ code }) => <Tag key={code}>{nameOf(code)}</Tag>) },
          ]}
        />
      </section>
      <section className="panel matter-block" aria-label="合并材料">
        <h2>合并材料 {plan.materials.length} 份</h2>
        <Table<MergedMaterial>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={[...plan.materials]}
          columns={[
            { key: 'name', title: '材料', render: (_, { material }) => material.name },
            { key: 'words', title: '要求', render: (_, { material }) => bringWords(material) },
            { key: 'used', title: '用于', render: (_, { usedBy }) => usedBy.map(({ code }) => <Tag key={code}>{nameOf(code)}</Tag>) },
          ]}
        />
      </section>
    </>
  )
}

interface QuestionsProps {
  readonly version: Pick<OneThingVersion, 'situations'>
  readonly answers: Answers
  readonly set: (answers: Answers) => void
}

function Questions({ version, answers, set }: QuestionsProps) {
  const asked = askedSituations(version, answers)
  if (asked.length === 0) return <p>没有要问的情形，全部事项都办。</p>
  return asked.map(({ key, question, options }) => (
    <div key={key} className="thing-question" role="group" aria-label={question}>
      <div>{question}</div>
      <Radio.Group
        value={answers[key]}
        options={options.map((option) => ({ value: option.key, label: option.title }))}
        onChange={(event) => set({ ...answers, [key]: String(event.target.value) })}
      />
    </div>
  ))
}
