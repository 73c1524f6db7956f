import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { MaskedText } from '#platform/client/desk/MaskedText.tsx'
import { useMay } from '#platform/client/viewer.ts'
import { revealReporter } from '../endpoints.ts'
import type { ReporterView } from '../record.ts'
import { channelTitles } from '../record.ts'

interface ReportersCardProps {
  readonly id: string
  readonly reporters: readonly z.infer<typeof ReporterView>[]
}

/** Who told us, masked; opening it asks why and leaves a trace. Each keeps their own words after a merge. */
export function ReportersCard({ id, reporters }: ReportersCardProps) {
  const mayReveal = useMay('incident.reporter.reveal')
  if (reporters.length === 0) return null
  return (
    <section className="panel">
      <h2 className="panel-head">反映人 {reporters.length > 1 && <span className="quiet">{reporters.length} 人</span>}</h2>
      <ul className="panel-body reporters">
        {reporters.map((reporter) => (
          <li key={reporter.id}>
            <p className="reporter-who">
              <b>
                <MaskedText
                  masked={[reporter.name, reporter.phone].filter(Boolean).join(' ') || '未留姓名'}
                  label="反映人姓名和电话"
                  reveal={
                    mayReveal && !isNameless(reporter)
                      ? async (reason) => {
                          const { name, phone } = await call(revealReporter, { params: { id, reporter: reporter.id }, body: { reason } })
                          return [name, phone].filter(Boolean).join(' ')
                        }
                      : undefined
                  }
                />
              </b>
              <span className="quiet">
                {channelTitles[reporter.channel]} · <Ago at={reporter.at} />
              </span>
            </p>
            {reporter.words !== '' && <p className="reporter-words">“{reporter.words}”</p>}
            <p className="quiet reporter-back">
              {reporter.answeredAt ? (
                <>
                  已答复 <Ago at={reporter.answeredAt} />
                </>
              ) : reporter.callBack ? (
                '需要回访'
              ) : (
                '不需回访'
              )}
              {reporter.external && ` · 外部编号 ${reporter.external}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Left neither name nor telephone: there is nothing behind the eye. */
const isNameless = ({ name, phone }: { readonly name: string; readonly phone: string }): boolean =>
  phone === '' && (name === '' || name === '未留姓名')
