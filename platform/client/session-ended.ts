type Listener = () => void
const listeners = new Set<Listener>()

/** Told once per refused request when the session is over, so that the shell can ask for the password over the page. */
export const sessionEnded = {
  tell(): void {
    for (const listener of listeners) listener()
  },
  /** @returns the function that stops listening */
  listen(listener: Listener): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
