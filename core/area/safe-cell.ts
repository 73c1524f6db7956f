/*
 * A spreadsheet runs a cell that begins with one of these as a formula (CSV injection, OWASP), full-width forms included. A leading
 * apostrophe makes it text; reading takes it off again.
 */
const dangerous = /^[=+\-@\t\r\n＝＋－＠]/

/** The cell as it may be written to a CSV file; plain numbers stay as they are. */
export function guardCell(text: string): string {
  return dangerous.test(text) && !/^[-+]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}

/** The cell as it was before `guardCell`. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && dangerous.test(text.slice(1)) ? text.slice(1) : text
}
