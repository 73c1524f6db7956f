import type { ReactNode } from 'react'

interface ListLinkProps {
  readonly href: string
  readonly className?: string
  readonly title?: string | undefined
  readonly children: ReactNode
}

/** Opens the list behind a number in a page of its own: the wall stays where it is. */
export function ListLink({ href, className, title, children }: ListLinkProps) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      {...(className === undefined ? {} : { className })}
      {...(title === undefined ? {} : { title })}
    >
      {children}
    </a>
  )
}
