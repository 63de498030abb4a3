/** Longer scripts are refused. */
export const SCRIPT_BYTES = 256 * 1024
/** Instructions of one script. */
export const MOST_INSTRUCTIONS = 50_000
/** Instructions in one turn: then others get theirs. */
export const STEPS = 5_000
/** Calls within calls. */
export const MOST_FRAMES = 200
/** Words of one command, and bytes of one word. */
export const MOST_WORDS = 20_000
export const WORD_BYTES = 512 * 1024
/** All values of variables together. */
export const MEMORY_BYTES = 4 * 1024 * 1024
/** What one substitution keeps. */
export const SUBSTITUTION_BYTES = 1024 * 1024
/** Expressions within expressions. */
export const MOST_DEPTH = 60
/** Texts that a shell has read: each eval is one until nothing of it is used. */
export const MOST_TEXTS = 64

/** Something was too large: the shell says so and gives up. */
export class TooMuch extends Error {}
