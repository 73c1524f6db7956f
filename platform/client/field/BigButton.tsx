import type { ButtonHTMLAttributes } from 'react'

interface BigButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: 'primary' | 'plain' | 'danger' | 'quiet'
}

/** A button for a thumb in a glove: at least 56 px high, as wide as the screen. */
export function BigButton({ tone = 'plain', className = '', type = 'button', ...rest }: BigButtonProps) {
  // oxlint-disable-next-line react/button-has-type -- the type is given, `button` when it is not
  return <button type={type} className={`big ${tone} ${className}`} {...rest} />
}
