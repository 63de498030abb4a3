import { defineCommand, type Process } from '../../command.ts'
import type { Served } from '../../server.ts'
import { loadOnce } from './load-once.ts'
import { bannerOf, linesOf } from './logs.ts'
import { unknownHost } from './proxy.ts'
import { deal } from './serve.ts'
import { isConstant, portsOf } from './sites.ts'

type Configured = Pick<Served, 'argv' | 'env' | 'files' | 'net'>

/** The word after an option such as `-c`. */
function option(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name)
  return at < 0 ? undefined : argv[at + 1]
}

function configured({ argv, env, files, net }: Configured) {
  const loaded = loadOnce(files, option(argv, '-c') ?? '/etc/nginx/nginx.conf', env)
  if ('emerg' in loaded) return loaded
  const emerg = unknownHost(loaded.main, net)
  return emerg === undefined ? loaded : { emerg }
}

/**
 * The web server. Source: nginx 1.27, and docker-library/nginx for what its image adds. Its
 * configuration is read anew for each request, so that a reload is not needed.
 */
export const nginx = defineCommand({
  name: 'nginx',
  about:
    'Serves files, `location`, `return`, `rewrite`, `try_files`, `error_page`, ' +
    '`proxy_pass` of its configuration; `-t`, `-v`, `-s`',
  server: {
    serves: (argv) => !argv.some((word) => /^-(t|T|v|V|s|h|\?)$/.test(word)),
    ports(served) {
      const loaded = configured(served)
      return 'main' in loaded ? portsOf(loaded.main) : []
    },
    bootMs: () => 40,
    refuses(served) {
      const loaded = configured(served)
      if ('main' in loaded) return undefined
      return { line: `nginx: [emerg] ${loaded.emerg}`, code: 1, afterMs: 30 }
    },
    banner(served) {
      const loaded = configured(served)
      return bannerOf(served, 'emerg' in loaded ? loaded.emerg : undefined)
    },
    alike({ argv, files }) {
      // Its configuration and pages are the image's, and nothing in them asks who answers.
      if (option(argv, '-c') !== undefined) return undefined
      const pages = files.pristine?.('/usr/share/nginx/html')
      if (!pages || !files.pristine?.('/etc/nginx')) return undefined
      const loaded = loadOnce(files, '/etc/nginx/nginx.conf', {})
      return 'main' in loaded && isConstant(loaded.main) ? pages : undefined
    },
    answer(request, port, served) {
      const loaded = configured({ ...served, net: undefined })
      const dealt = deal('main' in loaded ? loaded.main : [], request, port, served)
      const log = linesOf(dealt)
      const { response, tookMs } = dealt
      return tookMs === undefined ? { response, log } : { response, log, tookMs }
    },
    onTerm: { ms: 20, code: 0 },
    usage: () => ({ milliCpu: 0, memoryBytes: 3_400_000 }),
  },
  ignores: ['HUP', 'USR1'],
  run(process) {
    return { exit: speak(process) }
  },
})

/** What it does instead of serving: says its version, tests, tells the one that runs. */
function speak(process: Process): number {
  const { argv, env } = process
  const say = (line: string) => process.write(`${line}\n`, 2)
  if (argv.includes('-v') || argv.includes('-V')) {
    say(`nginx version: nginx/${env.NGINX_VERSION ?? ''}`)
    return 0
  }
  const path = option(argv, '-c') ?? '/etc/nginx/nginx.conf'
  const loaded = configured(process)
  if (argv.includes('-s')) return tell(process, option(argv, '-s') ?? '', say)
  if ('emerg' in loaded) {
    say(`nginx: [emerg] ${loaded.emerg}`)
    say(`nginx: configuration file ${path} test failed`)
    return 1
  }
  say(`nginx: the configuration file ${path} syntax is ok`)
  say(`nginx: configuration file ${path} test is successful`)
  return 0
}

const SIGNALS = { stop: 'TERM', quit: 'QUIT', reload: 'HUP', reopen: 'USR1' } as const

function tell(process: Process, word: string, say: (line: string) => void): number {
  if (!(word in SIGNALS)) {
    say(`nginx: invalid option: "-s ${word}"`)
    return 1
  }
  const master = process.peers().find(({ argv, pid }) => pid !== process.pid && isNginx(argv))
  if (!master) {
    say('nginx: [error] open() "/run/nginx.pid" failed (2: No such file or directory)')
    return 1
  }
  process.kill(master.pid, SIGNALS[word as keyof typeof SIGNALS])
  return 0
}

const isNginx = (argv: readonly string[]): boolean => /(^|\/)nginx$/.test(argv[0] ?? '')
