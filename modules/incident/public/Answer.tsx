import { useState } from 'react'
import { FaultNote } from './FaultNote.tsx'
import { type Progress, sendRating, sendReopen, sendWords } from './door.ts'
import { useSaying } from './use-saying.ts'

interface AnswerProps {
  readonly progress: Progress
  readonly number: string
  readonly code: string
  readonly put: (progress: Progress) => void
}

const faces = [
  { value: 'satisfied', title: '满意' },
  { value: 'fair', title: '基本满意' },
  { value: 'unsatisfied', title: '不满意' },
] as const
const faceTitle = (value: string | undefined) => faces.find((f) => f.value === value)?.title

/** Words with a button, kept on this phone until they are sent. */
function Say({
  label,
  hint,
  button,
  busy,
  keep,
  send,
}: {
  label: string
  hint: string
  button: string
  busy: boolean
  keep: string
  send: (words: string) => void
}) {
  const [words, setWords] = useState(() => sessionStorage.getItem(keep) ?? '')
  const enough = [...words.trim()].length >= 2
  return (
    <>
      <label className="field">
        <span>{label}</span>
        <textarea
          rows={3}
          value={words}
          maxLength={500}
          placeholder={hint}
          onChange={(event) => {
            setWords(event.target.value)
            sessionStorage.setItem(keep, event.target.value)
          }}
        />
      </label>
      <button
        type="button"
        className="second wide"
        disabled={busy || !enough}
        onClick={() => {
          send(words.trim())
        }}
      >
        {busy ? '正在提交…' : button}
      </button>
    </>
  )
}

/** Solved or not, how well, or something to add: only what is possible now. */
export function Answer({ progress, number, code, put }: AnswerProps) {
  const { busy, fault, said, say } = useSaying(put)
  const [unsolved, setUnsolved] = useState(false)
  const { asked, canRate, canReopen, canAdd, rated, closed, result } = progress
  const keep = (what: string) => `sihe.public.${what}/${number}`
  const thanks = said ? (
    <p className="note note-good" role="status">
      {said}
    </p>
  ) : null
  if (!canRate && !canReopen && !canAdd && !rated) return thanks
  const solved = result === 'solved' || asked
  return (
    <section className="block no-print">
      {thanks}
      {fault && <FaultNote fault={fault} />}
      {canRate && !unsolved && (
        <>
          <h2>{asked ? '解决了吗？' : '您对办理满意吗？'}</h2>
          {asked && <p>如果已解决，请点一个评价；没有解决，点下面的“没有解决”。</p>}
          <div className="faces">
            {faces.map(({ value, title }) => (
              <button
                key={value}
                type="button"
                disabled={busy}
                onClick={() => void say('谢谢您的评价', (actionId) => sendRating(number, { code, satisfied: value, actionId }), `${value}`)}
              >
                {asked ? `已解决，${title}` : title}
              </button>
            ))}
          </div>
        </>
      )}
      {rated && <p>您的评价：{faceTitle(rated) ?? rated}</p>}
      {canReopen && !unsolved && (
        <button type="button" className="second wide" onClick={() => setUnsolved(true)}>
          {solved ? '没有解决' : '不认可，要求重新办理'}
        </button>
      )}
      {canReopen && unsolved && (
        <Say
          label="哪里没有解决？"
          hint="例如：井盖又松了"
          button="提交，要求重新办理"
          busy={busy}
          keep={keep('reopen')}
          send={(reason) =>
            void say(
              '已按原受理号重新办理，不用再报一次',
              (actionId) => sendReopen(number, { code, reason, actionId }),
              reason,
              keep('reopen'),
            ).then((done) => done && setUnsolved(false))
          }
        />
      )}
      {canAdd && !closed && !canReopen && (
        <>
          <h2>还有要补充的吗？</h2>
          <Say
            key={said}
            label="会写进同一个事件，办理的人能看到。"
            hint="例如：今天又严重了"
            button="补充"
            busy={busy}
            keep={keep('words')}
            send={(words) => void say('已补充', (actionId) => sendWords(number, { code, words, actionId }), words, keep('words'))}
          />
        </>
      )}
    </section>
  )
}
