import { Dropdown, Input } from 'antd'
import type { FieldInputProps } from '#core/case/desk/index.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { readPhrases } from '../../seat/endpoints.ts'

/** A long text, with the phrases at hand for who sits at the seat. */
export function PhraseInput({ id, field, value, onChange, invalid, describedBy }: FieldInputProps) {
  const may = useMay('dispatch.seat.use')
  const text = typeof value === 'string' ? value : ''
  return (
    <>
      <Input.TextArea
        id={id}
        value={text}
        maxLength={field.max ?? 4000}
        autoSize={{ minRows: 3, maxRows: 10 }}
        onChange={(event) => onChange(event.target.value)}
        {...(invalid ? { status: 'error' as const } : {})}
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      />
      {may && <Phrases add={(words) => onChange(text === '' ? words : `${text}${/[。！？\n]$/u.test(text) ? '' : '，'}${words}`)} />}
    </>
  )
}

function Phrases({ add }: { readonly add: (words: string) => void }) {
  const { data } = useEndpoint(readPhrases, {}, { staleTime: 300_000 })
  const phrases = data?.phrases ?? []
  if (phrases.length === 0) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: phrases.map(({ id, words }) => ({ key: id, label: words })),
        onClick: ({ key }) => add(phrases.find(({ id }) => id === key)?.words ?? ''),
      }}
    >
      <button type="button" className="link-button">
        常用语
      </button>
    </Dropdown>
  )
}
