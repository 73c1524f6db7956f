/** The demo town's one password, shown on its sign-in page; other towns never have it. */
export const demoPassword = 'Sihe-2026-demo'

/** rules.md §8.6: change at least every 90 days. */
export const passwordDays = 90
/** rules.md §8.6: the last five are barred. */
export const passwordHistory = 5

const classes = [/[a-z]/u, /[A-Z]/u, /\d/u, /[^a-zA-Z\d]/u]

/**
 * What is wrong with a new password (rules.md §8.6): at least 10 characters, 3 of the 4 classes, without the
 * account name. Empty when it will do. Pure: the page says so while typing.
 */
export function passwordFaults(password: string, login: string): string[] {
  const faults: string[] = []
  if ([...password].length < 10) faults.push('至少 10 个字符')
  if (password.length > 128) faults.push('最多 128 个字符')
  if (classes.filter((c) => c.test(password)).length < 3) faults.push('小写字母、大写字母、数字、符号四类中至少含三类')
  if (login.length > 0 && password.toLowerCase().includes(login.toLowerCase())) faults.push('不能包含账号名')
  return faults
}
