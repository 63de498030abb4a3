import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { piText } from './lib/pi.ts'
import { out, tool, waitFor, fail, variable } from './lib/tool.ts'

const NOT_RUN = 127

/** Says that programs of a language are not run here. */
function refuse(process: Process, language: string, what: Bytes): Turn {
  const one = what.split('\n')[0]?.slice(0, 60) ?? ''
  return fail(process, `this simulator runs no ${language} programs: ${one}`, NOT_RUN)
}

/** A literal that a program prints: `'…'` or `"…"`. */
const literal = (text: Bytes | undefined): Bytes | undefined => {
  const match = /^\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*$/.exec(text ?? '')
  const inner = match?.[1] ?? match?.[2]
  return inner?.replace(/\\(.)/g, (_, one: string) => ({ n: '\n', t: '\t' })[one] ?? one)
}

/** How long 2,000 digits take on a real CPU, as in the Job of the Kubernetes docs. */
const PI_MS = 4_000

const MOST_DIGITS = 10_000

function printPi(process: Process, digits: number): Turn {
  const until =
    typeof process.state === 'number'
      ? process.state
      : process.now + Math.ceil((PI_MS * digits) / 2000)
  if (process.now < until) return waitFor({ until }, until)
  out(process, `${piText(digits)}\n`)
  return { exit: 0 }
}

export const perl = tool({
  name: 'perl',
  about: 'Prints π (-Mbignum=bpi -wle "print bpi(2000)") and literals (-e); runs no other programs',
  run(process, { operands }) {
    if (operands.some((word) => /^(-v|--version)$/.test(word))) {
      out(
        process,
        '\nThis is perl 5, version 34, subversion 0 (v5.34.0) built for x86_64-linux-gnu\n',
      )
      return { exit: 0 }
    }
    const at = operands.findIndex((word) => /^-[a-zA-Z]*[eE]$/.test(word))
    const code = operands[at + 1]
    if (at < 0 || code === undefined)
      return refuse(process, 'Perl', operands.join(' ') || 'an interactive one')
    const pi = /^\s*print\s+bpi\(\s*(\d+)\s*\)\s*;?\s*$/.exec(code)
    const digits = Number(pi?.[1] ?? 0)
    if (pi && operands.includes('-Mbignum=bpi') && digits > 0 && digits <= MOST_DIGITS)
      return printPi(process, digits)
    const text = literal(/^\s*print\s+(.*?);?\s*$/.exec(code)?.[1])
    if (text === undefined) return refuse(process, 'Perl', code)
    out(process, text + (/l/.test(operands[at] ?? '') ? '\n' : ''))
    return { exit: 0 }
  },
  usage: (argv) => ({
    milliCpu: argv.includes('-Mbignum=bpi') ? 1000 : 1,
    memoryBytes: 12 * 1024 * 1024,
  }),
})

/** The simplest programs that docs and lessons use, of a Python. */
function simplePython(process: Process, code: Bytes): Turn | undefined {
  const lines = code
    .split(/[;\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^import [\w, .]+$/.test(line))
  let text = ''
  for (const line of lines) {
    const printed = literal(/^print\((.*)\)$/.exec(line)?.[1])
    const exit = /^(?:sys\.)?exit\((\d*)\)$/.exec(line)
    if (exit) {
      out(process, text)
      return { exit: Number(exit[1] ?? 0) }
    }
    if (printed === undefined) return undefined
    text += `${printed}\n`
  }
  out(process, text)
  return { exit: 0 }
}

const pythonNamed = (name: string) =>
  tool({
    name,
    about:
      'Prints literals (-c "print(\'…\')"), exits; -m http.server is a server; runs no other programs',
    run(process, { operands }) {
      const [first, second] = operands
      if (/^(-V|--version)$/.test(first ?? '')) {
        out(process, `Python ${variable(process, 'PYTHON_VERSION') ?? '3.12.7'}\n`)
        return { exit: 0 }
      }
      if (first === '-c' && second !== undefined)
        return simplePython(process, second) ?? refuse(process, 'Python', second)
      return refuse(process, 'Python', operands.join(' ') || 'an interactive one')
    },
    usage: () => ({ milliCpu: 1, memoryBytes: 12 * 1024 * 1024 }),
  })

export const python = pythonNamed('python')
export const python3 = pythonNamed('python3')

export const node = tool({
  name: 'node',
  about: 'Prints literals (-e "console.log(\'…\')"), exits; runs no other programs',
  run(process, { operands }) {
    const [first, second = ''] = operands
    if (/^(-v|--version)$/.test(first ?? '')) {
      out(process, `v${variable(process, 'NODE_VERSION') ?? '22.11.0'}\n`)
      return { exit: 0 }
    }
    const exit = /^\s*process\.exit\((\d*)\);?\s*$/.exec(second)
    const text = literal(/^\s*console\.log\((.*)\);?\s*$/.exec(second)?.[1])
    if (first === '-e' && exit) return { exit: Number(exit[1] ?? 0) }
    if (first !== '-e' || text === undefined)
      return refuse(
        process,
        'JavaScript',
        first === '-e' ? second : operands.join(' ') || 'an interactive one',
      )
    out(process, `${text}\n`)
    return { exit: 0 }
  },
  usage: () => ({ milliCpu: 1, memoryBytes: 40 * 1024 * 1024 }),
})

export const php = tool({
  name: 'php',
  about: 'Prints literals (-r "echo \'…\';"); runs no other programs',
  run(process, { operands }) {
    const [first, second = ''] = operands
    if (/^(-v|--version)$/.test(first ?? '')) {
      out(process, `PHP ${variable(process, 'PHP_VERSION') ?? '8.3.13'} (cli)\n`)
      return { exit: 0 }
    }
    const text = literal(/^\s*echo\s+(.*?);?\s*$/.exec(second)?.[1])
    if (first !== '-r' || text === undefined)
      return refuse(
        process,
        'PHP',
        first === '-r' ? second : operands.join(' ') || 'an interactive one',
      )
    out(process, text)
    return { exit: 0 }
  },
})

const refusing = (name: string, language: string, version: string) =>
  tool({
    name,
    about: `Tells its version; runs no ${language} programs`,
    run(process, { operands }) {
      if (/^(-v|-version|--version|version)$/.test(operands[0] ?? '')) {
        out(process, `${version}\n`)
        return { exit: 0 }
      }
      return refuse(process, language, operands.join(' ') || 'an interactive one')
    },
  })

export const java = refusing('java', 'Java', 'openjdk 17.0.13 2024-10-15')
export const ruby = refusing('ruby', 'Ruby', 'ruby 3.3.6')
export const go = refusing('go', 'Go', 'go version go1.23.3 linux/amd64')
export const npm = refusing('npm', 'JavaScript', '10.9.0')
export const pip = refusing('pip', 'Python', 'pip 24.2')
export const pip3 = refusing('pip3', 'Python', 'pip 24.2')
