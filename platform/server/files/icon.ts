import type { Family } from './kinds.ts'

const marks: Readonly<Record<Family, string>> = { image: '照片', video: '视频', audio: '录音', document: '文档', text: '文本' }

/** Shown where there is no picture to shrink: a document, a recording, a photo our decoder cannot read. */
export function iconFor(family: Family): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" role="img" aria-label="${marks[family]}"><rect width="320" height="320" fill="#eef2f7"/><path d="M104 64h76l36 36v156H104z" fill="#fff" stroke="#7b8aa0" stroke-width="6" stroke-linejoin="round"/><path d="M180 64v36h36" fill="none" stroke="#7b8aa0" stroke-width="6" stroke-linejoin="round"/><text x="160" y="196" text-anchor="middle" font-size="40" font-family="sans-serif" fill="#44546a">${marks[family]}</text></svg>`
}
