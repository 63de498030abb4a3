import { defineCommand } from '../command.ts'
import { Failure } from '../failure.ts'
import { printerOf } from '../output/printer.ts'

/** The kubectl whose manners these are. */
export const CLIENT_VERSION = 'v1.32.5'
const KUSTOMIZE_VERSION = 'v5.5.0'

interface ServerVersion {
  gitVersion: string
}

/** `kubectl version`. */
export const version = defineCommand({
  name: 'version',
  about: 'Print the client and server version information',
  flags: [
    { name: 'client', type: 'flag' },
    { name: 'output', short: 'o', type: 'text' },
  ],
  run: async ({ client, flags, io }) => {
    const form = flags.text('output')
    if (form && form !== 'yaml' && form !== 'json') {
      throw new Failure("--output must be 'yaml' or 'json'")
    }
    const server = flags.on('client')
      ? undefined
      : await client.ask<ServerVersion>({ path: '/version' })
    if (form) {
      const print = printerOf(form)
      const clientVersion = { gitVersion: CLIENT_VERSION, major: '1', minor: '32' }
      const all = { clientVersion, kustomizeVersion: KUSTOMIZE_VERSION, serverVersion: server }
      io.stdout(print ? print(all) : '')
      return
    }
    io.stdout(`Client Version: ${CLIENT_VERSION}\nKustomize Version: ${KUSTOMIZE_VERSION}\n`)
    if (server) io.stdout(`Server Version: ${server.gitVersion}\n`)
  },
})
