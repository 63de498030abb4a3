import { defineConfig } from 'drizzle-kit'

// The rooms' own storage: SQLite inside a Durable Object, migrated when the room wakes.
export default defineConfig({
  dialect: 'sqlite',
  driver: 'durable-sqlite',
  schema: './worker/db/room.ts',
  out: './migrations/room',
})
