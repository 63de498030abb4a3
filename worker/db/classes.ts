import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { classes } from './d1.ts'

/** A class as the whole deployment knows it. */
export type ClassRow = typeof classes.$inferSelect

/** Notes a new class; false when its code is taken. */
export async function addClass(db: D1Database, row: ClassRow): Promise<boolean> {
  const added = await drizzle(db).insert(classes).values(row).onConflictDoNothing().returning()
  return added.length === 1
}

/** Whose code this is; undefined when it is nobody's, or the class has expired. */
export async function classOfCode(
  db: D1Database,
  code: string,
  nowMs: number,
): Promise<ClassRow | undefined> {
  const row = await drizzle(db).select().from(classes).where(eq(classes.code, code)).get()
  return row && row.expiresAt > nowMs ? row : undefined
}

/** The class is over. */
export async function endClass(db: D1Database, id: string, endedAt: number): Promise<void> {
  await drizzle(db).update(classes).set({ endedAt }).where(eq(classes.id, id))
}

/** Nothing of the class stays. */
export async function forgetClass(db: D1Database, id: string): Promise<void> {
  await drizzle(db).delete(classes).where(eq(classes.id, id))
}
