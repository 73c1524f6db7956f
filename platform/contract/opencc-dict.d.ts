// opencc-js ships no types for its single dictionaries; the whole converter would be 1.2 MB in the browser, this one is 29 kB.
declare module 'opencc-js/dict/TSCharacters' {
  /** `traditional simplified[ other]` pairs joined by `|`. */
  const pairs: string
  export default pairs
}
