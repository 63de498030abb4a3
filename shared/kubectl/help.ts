import type { Command } from './command.ts'

/** The list of all commands: ours, not upstream's long page. */
export function help(commands: readonly Command[]): string {
  const rows = commands.map(({ name, about }) => `  ${name.padEnd(18)}${about}\n`)
  return `kubectl controls the cluster of this class.\n\nCommands:\n${rows.join('')}`
}

/** The subcommands of a command such as `rollout`. */
export function groupHelp(commands: readonly Command[], group: string): string {
  const mine = commands.filter(({ name }) => name.startsWith(`${group} `))
  const rows = mine.map(
    ({ name, about }) => `  ${name.slice(group.length + 1).padEnd(14)}${about}\n`,
  )
  return `Available Commands:\n${rows.join('')}\nUsage:\n  kubectl ${group} SUBCOMMAND [options]\n`
}
