import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import type { FieldInputProps } from '#core/case/desk/index.tsx'
import { checkResidentId, checkUscc } from '#core/party/contract.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { type PartyDraft, sealParty } from '../party.ts'

const numberFault = ({ kind, number }: PartyDraft): string | undefined => {
  if (!number) return undefined
  const check = kind === 'citizen' ? checkResidentId(number) : checkUscc(number)
  return check.ok ? undefined : check.message
}

/** A party typed once and sealed; the act carries its id, the case shows a mask. */
export function PartyInput({ id, value, onChange, invalid }: FieldInputProps) {
  const intent = useIntent()
  const [draft, setDraft] = useState<PartyDraft>({ kind: 'organisation', name: '' })
  const [kept, setKept] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<PartyDraft>) => {
    setDraft({ ...draft, ...part })
    setFault('')
    if (value !== undefined) onChange(undefined)
  }
  const keep = async (): Promise<void> => {
    const wrong = draft.name.trim().length < 2 ? '当事人至少 2 个字' : numberFault(draft)
    if (wrong) return setFault(wrong)
    setBusy(true)
    try {
      const party = await call(sealParty, { body: { ...draft, actionId: intent.idFor(draft) } })
      intent.done()
      setKept(`${party.shown}${party.numberMask ? `（${party.numberMask}）` : ''}`)
      onChange(party.id)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFault(error.fields[0]?.message ?? problemText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="enforcement-party" id={id} data-invalid={invalid || undefined}>
      <Radio.Group
        aria-label="当事人类别"
        value={draft.kind}
        onChange={(event) => change({ kind: event.target.value as PartyDraft['kind'] })}
        options={[
          { value: 'organisation', label: '法人或其他组织' },
          { value: 'citizen', label: '公民（个体经营者）' },
        ]}
      />
      <Input
        aria-label={draft.kind === 'citizen' ? '姓名' : '名称'}
        placeholder={draft.kind === 'citizen' ? '姓名' : '名称'}
        maxLength={100}
        autoComplete="off"
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Input
        aria-label={draft.kind === 'citizen' ? '身份证号码' : '统一社会信用代码'}
        placeholder={draft.kind === 'citizen' ? '身份证号码' : '统一社会信用代码'}
        className="num"
        maxLength={18}
        autoComplete="off"
        value={draft.number ?? ''}
        onChange={(event) => change({ number: event.target.value.trim() || undefined })}
      />
      <Input
        aria-label="联系电话"
        placeholder="联系电话"
        className="num"
        inputMode="tel"
        maxLength={20}
        autoComplete="off"
        value={draft.phone ?? ''}
        onChange={(event) => change({ phone: event.target.value.trim() || undefined })}
      />
      <Input
        aria-label="住所地址"
        placeholder="住所地址"
        maxLength={200}
        value={draft.address ?? ''}
        onChange={(event) => change({ address: event.target.value || undefined })}
      />
      <Form.Item noStyle>
        {typeof value === 'string' ? (
          <span role="status">已加密保存：{kept || '当事人信息'}</span>
        ) : (
          <Button onClick={() => void keep()} loading={busy}>
            核对并保存当事人
          </Button>
        )}
        {fault && (
          <span role="alert" className="ant-form-item-explain-error">
            {fault}
          </span>
        )}
      </Form.Item>
    </div>
  )
}
