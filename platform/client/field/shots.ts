// A photo taken by the 上报 button before its page is there: handed over once, in memory.
let shots: File[] = []

/** Keeps what the camera gave until the report page asks. */
export function giveShots(files: readonly File[]): void {
  shots = [...files]
}

/** The photos just taken; asked once. */
export function takeShots(): File[] {
  const taken = shots
  shots = []
  return taken
}
