import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Classes of everybody. What happens inside one lives in its room; nothing personal stands here.
 */
export const classes = sqliteTable(
  'classes',
  {
    id: text().primaryKey(),
    /** What people type to join. */
    code: text().notNull().unique(),
    title: text().notNull(),
    /** Wall milliseconds. */
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
    /** After this everything about the class is deleted. */
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [index('classes_expires').on(table.expiresAt)],
)
