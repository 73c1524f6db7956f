import { Button } from 'antd'
import type { Offer } from '#core/case/contract.ts'
import { SchemaForm } from './SchemaForm.tsx'
import { useSchemaForm } from './use-schema-form.ts'

interface BulkFormProps {
  readonly offer: Offer
  readonly count: number
  readonly busy: boolean
  readonly back: () => void
  readonly preview: (input: Readonly<Record<string, unknown>>) => void
}

/** The action's form, filled in once for all; what is typed is kept while one goes back and forth. */
export function BulkForm({ offer, count, busy, back, preview }: BulkFormProps) {
  const form = useSchemaForm(offer.form, `bulk ${offer.process} ${offer.key}`)
  const submit = (): void => {
    const input = form.check()
    if (input) preview(input)
  }
  return (
    <>
      <p className="quiet">
        {form.asked.length === 0 ? `“${offer.title}”没有需要填写的内容。` : `以下内容将用于所选 ${count} 件；各件不同的内容请逐件办理。`}
      </p>
      <SchemaForm id="bulk" form={form} onSubmit={submit} />
      <div className="bulk-next">
        <Button onClick={back}>换一个事项</Button>
        <Button type="primary" loading={busy} onClick={submit}>
          预演
        </Button>
      </div>
    </>
  )
}
