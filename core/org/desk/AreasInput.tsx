import { Select } from 'antd'
import { Suspense } from 'react'
import { useRegistry } from '#platform/client/contributions.ts'
import { areaWordsOf } from './registries.ts'

interface AreasInputProps {
  readonly id?: string
  readonly value?: string[]
  readonly onChange?: (codes: string[]) => void
}

/** The areas of a post: a tree to pick from where the ground is installed, typed codes where it is not. */
export function AreasInput(props: AreasInputProps) {
  const [words] = useRegistry(areaWordsOf)
  if (words)
    return (
      <Suspense fallback={<Select loading disabled style={{ width: '100%' }} />}>
        <words.Picker {...props} />
      </Suspense>
    )
  return <Select {...props} mode="tags" open={false} suffix={null} tokenSeparators={[' ', ',', '，', '、']} placeholder="如 320509103201" />
}

/** The areas of a post in words: one or two by name, more by number. */
export function AreasText({ codes }: { readonly codes: readonly string[] }) {
  const [words] = useRegistry(areaWordsOf)
  if (codes.length === 0) return '—'
  const plain = codes.length > 2 ? `${codes.length} 个辖区` : codes.join('、')
  if (!words) return plain
  return (
    <Suspense fallback={plain}>
      <words.Names codes={codes} />
    </Suspense>
  )
}
