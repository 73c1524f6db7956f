import { levelWords } from '../../plan/card.ts'

/** Ⅲ级（黄色）: the word carries the meaning, the colour repeats it. */
export function LevelTag({ level, colour = true }: { readonly level: number; readonly colour?: boolean }) {
  const words = levelWords[level]
  return (
    <span className={`plan-level plan-level-${level}`}>
      {words?.title ?? level}
      {colour && words ? ` ${words.colour}` : ''}
    </span>
  )
}

export const SampleMark = () => <span className="sample-mark">示例</span>
export const DrillMark = () => <span className="plan-drill">演练</span>
