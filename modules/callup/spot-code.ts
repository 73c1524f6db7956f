const SPOT = /^(?:sihe:w\/)?([2-9A-HJKMNP-Z]{8})$/u

/** What stands behind the square on the whistler's phone: `sihe:w/ABCD2345`. */
export const spotText = (code: string): string => `sihe:w/${code}`

/** The eight characters of a scanned or typed code; undefined when it is not one. */
export const findSpotCode = (text: string): string | undefined => SPOT.exec(text.trim())?.[1]
