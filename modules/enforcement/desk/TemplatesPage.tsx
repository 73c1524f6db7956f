import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import { addressOf, call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { dayText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { useMay } from '#platform/client/viewer.ts'
import { type TemplateRow, listTemplates, previewTemplate, saveTemplate } from '../papers/endpoints.ts'
import { volumeTitles } from '../papers/template.ts'
import './enforcement.css'

/** 文书模板: 43 forms in lines the town can put into its own words. */
export function TemplatesPage() {
  const found = useEndpoint(listTemplates, {})
  const [code, setCode] = useState('D24')
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <LoadingSkeleton rows={12} />
  const { rows, placeholders } = found.data
  const chosen = rows.find((row) => row.code === code) ?? rows[0]
  return (
    <Page title="文书模板" fill remark="平台自带的措辞标“示例”，由本镇法制机构确认或改写；改动自保存起用于新形成的文书">
      <div className="enforcement-templates">
        <nav className="panel" aria-label="文书">
          {(['main', 'side'] as const).map((volume) => (
            <section key={volume}>
              <h2>{volumeTitles[volume]}</h2>
              <ul>
                {rows
                  .filter((row) => row.volume === volume)
                  .map((row) => (
                    <li key={row.code}>
                      <button type="button" aria-current={row.code === chosen?.code || undefined} onClick={() => setCode(row.code)}>
                        <span className="num">{row.code}</span> {row.title}
                        {row.example && <Tag>示例</Tag>}
                      </button>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </nav>
        {chosen && <TemplateForm key={`${chosen.code} ${chosen.changedAt ?? ''}`} row={chosen} placeholders={placeholders} />}
      </div>
    </Page>
  )
}

function TemplateForm({ row, placeholders }: { readonly row: TemplateRow; readonly placeholders: readonly string[] }) {
  const may = useMay('enforcement.template.manage')
  const client = useQueryClient()
  const intent = useIntent()
  const [title, setTitle] = useState(row.title)
  const [body, setBody] = useState(row.body)
  const [fault, setFault] = useState<ProblemError>()
  const [busy, setBusy] = useState(false)
  const changed = title !== row.title || body !== row.body
  const save = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const words = { title, body, seenAt: row.changedAt }
      await call(saveTemplate, { params: { code: row.code }, body: { ...words, actionId: intent.idFor(words) } })
      intent.done()
      await client.invalidateQueries({ queryKey: keyOf(listTemplates) })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFault(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="panel enforcement-template" aria-label={row.title}>
      {fault && <Alert type="error" showIcon role="alert" title={problemText(fault)} />}
      <Form layout="vertical" onFinish={() => void save()}>
        <Form.Item label="名称">
          <Input value={title} maxLength={40} readOnly={!may} onChange={(event) => setTitle(event.target.value)} />
        </Form.Item>
        <Form.Item
          label="内容"
          extra="{当事人} 这样的花括号由系统填写；一行以 | 开头是表格行；【印章】【签名】单独成行。"
          validateStatus={fault ? 'error' : ''}
        >
          <Input.TextArea value={body} rows={20} readOnly={!may} onChange={(event) => setBody(event.target.value)} />
        </Form.Item>
        <details>
          <summary>可用的填充词（{placeholders.length}）</summary>
          <p className="quiet">{placeholders.join('　')}</p>
        </details>
        <div className="enforcement-foot">
          {row.changedAt && (
            <span className="quiet">
              {row.changedBy} 改于 {dayText(new Date(row.changedAt))}
            </span>
          )}
          <Button href={addressOf(previewTemplate, { params: { code: row.code } })} target="_blank">
            打样（PDF）
          </Button>
          {may && (
            <Button type="primary" htmlType="submit" loading={busy} disabled={!changed}>
              保存
            </Button>
          )}
        </div>
      </Form>
    </section>
  )
}
