import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused } from '../files.ts'
import { isFailure } from '../net.ts'
import { CONNECT_MS, delayed } from './lib/delay.ts'
import { readOptions } from './lib/options.ts'
import { absolute, basename, dirname } from './lib/path.ts'
import { out, tool } from './lib/tool.ts'
import { parseUrl } from './lib/url.ts'

const FATAL = 128

/** How long a clone takes: a few seconds, as over a usual line. */
const CLONE_MS = 3_000

function fatal(process: Process, text: Bytes): Turn {
  process.write(`fatal: ${text}\n`, 2)
  return { exit: FATAL }
}

/** What every clone gets: the simulator has no repositories of anybody. */
function contents(url: Bytes, name: Bytes): Readonly<Record<string, Bytes>> {
  return {
    '.git/HEAD': 'ref: refs/heads/master\n',
    '.git/config': `[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
    'README.md': `# ${name}\n`,
    'index.html': `<!DOCTYPE html>\n<html>\n<head><title>${name}</title></head>\n<body><h1>${name}</h1></body>\n</html>\n`,
  }
}

function makeDirectories(process: Process, path: Bytes): boolean {
  const there = process.files.stat(path)
  if (!isRefused(there)) return there.type === 'directory'
  return makeDirectories(process, dirname(path)) && !isRefused(process.files.mkdir(path))
}

function fill(process: Process, url: Bytes, place: Bytes, target: Bytes): Turn {
  const where = absolute(process, target)
  if (!makeDirectories(process, `${where}/.git`)) {
    const made = process.files.mkdir(where)
    const why = isRefused(made) ? made.problem : 'File exists'
    return fatal(process, `could not create work tree dir '${target}': ${why}`)
  }
  for (const [path, bytes] of Object.entries(contents(url, place))) {
    const written = process.files.write(`${where}/${path}`, bytes)
    if (isRefused(written)) return fatal(process, `cannot write '${path}': ${written.problem}`)
  }
  return { exit: 0 }
}

type Reached = { failure: string | null; port: number; tookMs: number }

function clone(process: Process, words: readonly Bytes[]): Turn {
  const options = readOptions(
    'b: o: q v n s l branch=b depth: origin=o quiet=q single-branch no-checkout=n recurse-submodules recursive progress verbose=v c: config=c filter: no-tags',
    words,
  )
  if ('bad' in options) return fatal(process, `unknown option: ${options.option}`)
  const [url, given] = options.operands
  if (url === undefined) return fatal(process, 'You must specify a repository to clone.')
  const scp = /^(?:ssh:\/\/)?[\w-]+@([\w.-]+)[:/]/.exec(url)
  const parsed = scp ? undefined : parseUrl(url.replace(/^git:\/\//, 'http://'))
  const name = basename(url.replace(/\/+$/, '')).replace(/\.git$/, '')
  const target = given ?? name
  if (!parsed || !/^[a-z]+:\/\//.test(url))
    return scp ? sshRefused(process) : fatal(process, `repository '${url}' does not exist`)
  const list = process.files.list(absolute(process, target))
  const isFull = isRefused(list) ? list.problem === 'Not a directory' : list.length > 0
  if (isFull && process.state === undefined) {
    return fatal(
      process,
      `destination path '${target}' already exists and is not an empty directory.`,
    )
  }
  if (process.state === undefined && !options.has('q'))
    process.write(`Cloning into '${target}'...\n`, 2)
  return delayed<Reached>(
    process,
    () => reach(process, parsed.host, parsed.port),
    ({ failure, port, tookMs }) => {
      if (failure === 'unknown host')
        return fatal(
          process,
          `unable to access '${shown(url)}': Could not resolve host: ${parsed.host}`,
        )
      if (failure)
        return fatal(
          process,
          `unable to access '${shown(url)}': Failed to connect to ${parsed.host} port ${port} after ${tookMs} ms: Couldn't connect to server`,
        )
      return fill(process, url, name, target)
    },
  )
}

const shown = (url: Bytes): Bytes => (url.endsWith('/') ? url : `${url}/`)

function sshRefused(process: Process): Turn {
  process.write('Host key verification failed.\n', 2)
  return fatal(
    process,
    'Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.',
  )
}

function reach(process: Process, host: Bytes, port: number): { afterMs: number; what: Reached } {
  const answer = process.net.dial(host, port)
  if (!isFailure(answer))
    return { afterMs: CLONE_MS, what: { failure: null, port, tookMs: CLONE_MS } }
  const tookMs = answer.failure === 'timeout' ? CONNECT_MS : 5
  return { afterMs: tookMs, what: { failure: answer.failure, port, tookMs } }
}

export const git = tool({
  name: 'git',
  about: 'clone makes a directory with README.md, index.html and .git; version; nothing else',
  run(process, { operands }) {
    const words = [...operands]
    while (words[0] === '-c' || words[0] === '-C') words.splice(0, 2)
    const [verb = '', ...rest] = words
    if (verb === 'clone') return clone(process, rest)
    if (verb === '--version' || verb === 'version') {
      out(process, 'git version 2.45.2\n')
      return { exit: 0 }
    }
    if (verb === 'config') return { exit: 0 }
    return fatal(process, `this simulator knows clone only: git ${verb}`)
  },
})
