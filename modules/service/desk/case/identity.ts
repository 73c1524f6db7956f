/**
 * What a keyboard-wedge reader, a QR code or a hand leaves in the number's box: the 18-character number somewhere in it, and the name beside it when
 * the code carries one (`姓名|号码`). Anything else stays as typed.
 */
export function readIdentity(text: string): { readonly number: string; readonly name?: string } {
  const tidy = text.toUpperCase().replaceAll(/[\s-]/g, '')
  const found = /(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])/.exec(tidy)?.[0]
  if (found === undefined || found === tidy) return { number: tidy.slice(0, 40) }
  const name = tidy
    .replace(found, '|')
    .split(/[|,，;；:：]/)
    .find((part) => /^\p{Script=Han}{2,40}$/u.test(part) && !['姓名', '身份证', '证件号码'].includes(part))
  return { number: found, ...(name ? { name } : {}) }
}
