import type { GradeLevel } from '#platform/client/theme.ts'
import './tags.css'

/** The grade as the engine counts (1–4) or as the standard writes it. */
export type GradeWord = 'I' | 'II' | 'III' | 'IV'
const words: Readonly<Record<GradeLevel, string>> = { 1: '特急', 2: '紧急', 3: '一般', 4: '简单' }

/** 1–4 from any way of writing a grade; unknown ones are 一般. */
export function gradeLevel(grade: GradeWord | number | string): GradeLevel {
  const roman = ['I', 'II', 'III', 'IV'].indexOf(String(grade)) + 1
  const level = roman > 0 ? roman : Number(grade)
  return level === 1 || level === 2 || level === 4 ? level : 3
}

// A shape for each grade, so that it is read without colour: two chevrons, one, a bar, a ring.
const shapes: Readonly<Record<GradeLevel, string>> = {
  1: 'M2 6 6 2l4 4M2 10l4-4 4 4',
  2: 'M2 8l4-4 4 4',
  3: 'M2 6h8',
  4: 'M6 3a3 3 0 1 0 .01 0',
}

/** Shape and word together; colour only repeats them. `quiet` leaves 一般 and 简单 out, where a list would shout. */
export function GradeTag({ grade, quiet = false }: { readonly grade: GradeWord | number | string; readonly quiet?: boolean }) {
  const level = gradeLevel(grade)
  if (quiet && level > 2) return null
  return (
    <span className={`grade-tag grade-${level}`}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path d={shapes[level]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {words[level]}
    </span>
  )
}
