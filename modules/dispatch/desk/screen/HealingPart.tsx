import { Component, type ReactNode } from 'react'

interface HealingPartProps {
  /** Shown while the part is missing. */
  readonly fallback: ReactNode
  readonly children: ReactNode
}

/** Milliseconds between two looks whether the server answers again. */
const LOOK = 5_000

/**
 * A part of the wall that could not be fetched or failed leaves the rest standing, and the page is loaded anew once the server answers: nobody
 * stands before a wall to press 重试. A class, since only those catch what their children throw.
 */
export class HealingPart extends Component<HealingPartProps, { readonly failed: boolean }> {
  override state = { failed: false }
  private timer: ReturnType<typeof setInterval> | undefined

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override componentDidCatch(): void {
    this.timer ??= setInterval(() => {
      void fetch('/api/health', { cache: 'no-store' }).then(
        ({ ok }) => ok && location.reload(),
        () => undefined,
      )
    }, LOOK)
  }

  override componentWillUnmount(): void {
    clearInterval(this.timer)
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
