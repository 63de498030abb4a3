import { defineCommand, type Command } from '../command.ts'

/** Programs that entrypoint scripts of images start when all they get is options. */
const PROGRAMS =
  'redis-server postgres mysqld mariadbd mongod memcached rabbitmq-server cassandra node bash haproxy envoy consul'.split(
    ' ',
  )

/**
 * The script that many images begin with, for those who name it themselves: it becomes what its
 * arguments say. Where it is an image's own entrypoint, images/argv.ts leaves it out.
 */
export const dockerEntrypoint = defineCommand({
  name: 'docker-entrypoint.sh',
  about: 'Starts its arguments; options go to the program of the image',
  run(process) {
    const words = process.argv.slice(1)
    const [first = '-'] = words
    if (!first.startsWith('-')) return { become: words }
    const program = PROGRAMS.find((name) => process.which(name) !== undefined)
    return program === undefined ? { exit: 0 } : { become: [program, ...words] }
  },
})

/** The same under another name. */
export function renamed(command: Command, name: string): Command {
  return defineCommand({ ...command, name })
}
