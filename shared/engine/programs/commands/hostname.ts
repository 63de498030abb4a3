import { fail, out, tool } from './lib/tool.ts'

export const hostname = tool({
  name: 'hostname',
  about: 'Print the name of the host: -i, -f, -s, -d, -I',
  options: 'i I f s d fqdn=f short=s ip-address=i all-ip-addresses=I domain=d long=f',
  synopsis: '[-sidf] [HOSTNAME]',
  run(process, options) {
    if (options.operands.length > 0) return fail(process, 'sethostname: Operation not permitted')
    const { name, podIP } = process.host
    // A pod with a subdomain has its whole name in its hosts file, before the short one.
    const whole = fullName(process.files.read('/etc/hosts'), podIP) ?? name
    const dot = whole.indexOf('.')
    if (options.has('i')) out(process, `${podIP}\n`)
    else if (options.has('I')) out(process, `${podIP} \n`)
    else if (options.has('f')) out(process, `${whole}\n`)
    else if (options.has('s')) out(process, `${name.split('.')[0]}\n`)
    else if (options.has('d')) out(process, dot < 0 ? '\n' : `${whole.slice(dot + 1)}\n`)
    else out(process, `${name}\n`)
    return { exit: 0 }
  },
})

function fullName(hosts: unknown, podIP: string): string | undefined {
  if (typeof hosts !== 'string') return undefined
  const line = hosts.split('\n').find((one) => one.split(/\s+/)[0] === podIP)
  return line?.split(/\s+/)[1]
}
