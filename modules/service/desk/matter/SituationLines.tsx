import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import type { JoinedMatter, Situation, SituationOption } from '../../one-thing.ts'
import { freshKey } from './thing-draft.ts'

interface SituationLinesProps {
  readonly situations: readonly Situation[]
  readonly items: readonly JoinedMatter[]
  readonly names: Readonly<Record<string, string>>
  readonly change: (situations: Situation[]) => void
}

/** The decision tree as a list: each question says under which answer it is asked, each answer which matters it brings in. */
export function SituationLines({ situations, items, names, change }: SituationLinesProps) {
  const put = (i: number, more: Situation) => change(situations.map((one, at) => (at === i ? more : one)))
  const optional = items.filter((item) => item.optional).map(({ code }) => ({ value: code, label: names[code] ?? code }))
  const add = () =>
    change([
      ...situations,
      {
        key: freshKey(
          'q',
          situations.map(({ key }) => key),
        ),
        question: '',
        options: [
          { key: 'o1', title: '是', adds: [] },
          { key: 'o2', title: '否', adds: [] },
        ],
      },
    ])
  return (
    <section className="panel matter-block">
      <h2>情形 {situations.length}</h2>
      <p className="quiet">勾了“按情形”的事项，由答案带出。</p>
      {situations.map((situation, i) => (
        <div key={situation.key} className="thing-question">
          <div style={{ display: 'flex', gap: 8, marginBottom: 6 }}>
            <Input
              value={situation.question}
              maxLength={120}
              placeholder="问群众的话，如：还没有办过生育登记吗？"
              aria-label={`第 ${i + 1} 个问题`}
              onChange={(event) => put(i, { ...situation, question: event.target.value })}
            />
            <Parent situation={situation} earlier={situations.slice(0, i)} change={(next) => put(i, next)} />
            <Button
              type="text"
              aria-label={`删除第 ${i + 1} 个问题`}
              icon={<DeleteOutlined />}
              onClick={() => change(situations.filter((one) => one.key !== situation.key && one.when?.question !== situation.key))}
            />
          </div>
          <Options situation={situation} choices={optional} change={(options) => put(i, { ...situation, options })} />
        </div>
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={add}>
        加一个问题
      </Button>
    </section>
  )
}

interface ParentProps {
  readonly situation: Situation
  readonly earlier: readonly Situation[]
  readonly change: (situation: Situation) => void
}

function Parent({ situation, earlier, change }: ParentProps) {
  const { when, ...rest } = situation
  return (
    <Select
      style={{ width: 200, flex: 'none' }}
      aria-label="什么时候问"
      value={when ? `${when.question}/${when.option}` : ''}
      options={[
        { value: '', label: '都要问' },
        ...earlier.flatMap(({ key, question, options }) =>
          options.map((option) => ({ value: `${key}/${option.key}`, label: `${question}：${option.title}` })),
        ),
      ]}
      onChange={(value) => {
        const [question, option] = value.split('/')
        change(question && option ? { ...rest, when: { question, option } } : rest)
      }}
    />
  )
}

interface OptionsProps {
  readonly situation: Situation
  readonly choices: readonly { value: string; label: string }[]
  readonly change: (options: SituationOption[]) => void
}

function Options({ situation: { options, question }, choices, change }: OptionsProps) {
  const put = (i: number, more: Partial<SituationOption>) => change(options.map((one, at) => (at === i ? { ...one, ...more } : one)))
  return (
    <>
      {options.map(({ key, title, adds }, i) => (
        <div key={key} style={{ display: 'grid', gridTemplateColumns: '160px 1fr 32px', gap: 8, marginBottom: 6 }}>
          <Input
            value={title}
            maxLength={60}
            aria-label={`${question}的选项 ${i + 1}`}
            onChange={(event) => put(i, { title: event.target.value })}
          />
          <Select
            mode="multiple"
            aria-label={`答“${title}”带出的事项`}
            placeholder="不带出事项"
            value={[...adds]}
            options={[...choices]}
            onChange={(next: string[]) => put(i, { adds: next })}
          />
          <Button
            type="text"
            aria-label={`删除选项 ${title}`}
            icon={<DeleteOutlined />}
            disabled={options.length <= 2}
            onClick={() => change(options.filter((one) => one.key !== key))}
          />
        </div>
      ))}
      <Button
        size="small"
        type="link"
        onClick={() =>
          change([
            ...options,
            {
              key: freshKey(
                'o',
                options.map(({ key }) => key),
              ),
              title: '',
              adds: [],
            },
          ])
        }
      >
        加一个选项
      </Button>
    </>
  )
}
