import { askedTask } from './asked-task.ts'

/**
 * 现场指令: what the duty room asks of those in a place drawn on the map, one case a receiver. Instructions descend and are
 * counted apart from events (features.md §0.2); leaders' standing instructions (1.3) are another matter.
 */
export const orderProcess = askedTask({
  key: 'field-order',
  title: '现场指令',
  prefix: 'XC',
  command: ['watch-officer', 'dispatcher', 'leader'],
  holder: '接收人',
})
