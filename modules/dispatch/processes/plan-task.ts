import { askedTask } from './asked-task.ts'

/** 预案任务: what one post must do in a plan, and 改进任务 after it; each step of a plan states its own limits. */
export const taskProcess = askedTask({
  key: 'plan-task',
  title: '预案任务',
  prefix: 'YR',
  command: ['watch-officer', 'leader'],
  holder: '责任岗位',
})
