import { PhotoView } from '#platform/client/field/Photos.tsx'
import { exactText, whenText } from '#platform/client/time.ts'
import { findAction } from '../process.ts'
import { PhoneAct } from './act-kind.ts'
import type { FieldCase } from './field-case.ts'

/** What was done, newest first: people's words large, machine facts small; on top what this phone did and the centre does not know yet. */
export function CaseActs({ one }: { readonly one: FieldCase }) {
  return (
    <section className="card">
      <h2>办理过程</h2>
      <ol className="acts">
        {one.waiting.toReversed().map((item) => {
          const act = PhoneAct.safeParse(item.body)
          const title = act.success ? findAction(one.process, act.data.action)?.title : undefined
          return (
            <li key={item.id} className="own">
              <p>
                <b>{title ?? item.title}</b> <span className="mark waiting">{item.state === 'sending' ? '正在发送' : '待发送'}</span>
              </p>
              <small>{whenText(item.tap.at)} 在这部手机上办理</small>
            </li>
          )
        })}
        {one.acts.toReversed().map((act) => (
          <li key={act.seq} className={act.returns ? 'returned' : ''}>
            <p>
              <b>{act.title}</b> {act.person}
              {act.unit && <small> {act.unit}</small>}
            </p>
            {act.answers
              .filter((answer) => answer.kind !== 'place' && answer.text !== '')
              .map((answer) => (
                <p key={answer.key} className={answer.kind === 'long-text' ? 'words' : 'fact'}>
                  {answer.kind === 'long-text' ? answer.text : `${answer.title}：${answer.text}`}
                </p>
              ))}
            {act.files.length > 0 && (
              <div className="photos">
                {act.files.map((file, i) => (
                  <PhotoView key={`${file.sha256} ${file.field}`} file={file} alt={`${act.title}照片 ${i + 1}`} />
                ))}
              </div>
            )}
            <small title={exactText(act.at)}>
              {whenText(act.at)}
              {act.receivedAt && `（${whenText(act.receivedAt)} 才传到中心）`}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}
