import { defineConfig } from 'drizzle-kit'

// People, classes and grades: one D1 database for everybody.
export default defineConfig({
  dialect: 'sqlite',
  schema: './worker/db/d1.ts',
  out: './migrations/d1',
})
