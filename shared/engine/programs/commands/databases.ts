import { call, read } from './lib/client.ts'
import { fail, out, tool, variable } from './lib/tool.ts'

const mongoNamed = (name: string) =>
  tool({
    name,
    about: 'MongoDB client: --eval with ping commands; runs no other programs',
    run(process, { operands }) {
      const options = read(
        process,
        'u: p: eval: host: port: quiet username=u password=p authenticationDatabase: norc tls',
        operands,
      )
      const url = /^(?:mongodb(?:\+srv)?:\/\/)?(?:[^@/]*@)?([\w.-]+)(?::(\d+))?(?:\/|$)/.exec(
        options.operands[0] ?? '',
      )
      const host = options.get('host') ?? url?.[1] ?? '127.0.0.1'
      const port = Number(options.get('port') ?? url?.[2] ?? 27_017)
      return call(process, host, port, 30_000, ({ failure, address }) => {
        if (failure) {
          const why =
            failure === 'unknown host'
              ? `getaddrinfo ENOTFOUND ${host}`
              : failure === 'timeout'
                ? 'Server selection timed out after 30000 ms'
                : `connect ECONNREFUSED ${address}:${port}`
          process.write(`MongoNetworkError: ${why}\n`, 2)
          return { exit: 1 }
        }
        const program = options.get('eval') ?? ''
        if (!/ping|hello|isMaster|serverStatus|version/.test(program))
          return fail(process, 'this simulator runs no programs of MongoDB beyond a ping')
        out(process, /\.ok\b/.test(program) ? '1\n' : '{ ok: 1 }\n')
        return { exit: 0 }
      })
    },
  })

export const mongosh = mongoNamed('mongosh')
export const mongo = mongoNamed('mongo')

const rabbitNamed = (name: string) =>
  tool({
    name,
    about: 'RabbitMQ: ping, status, check_running, check_port_connectivity, node_health_check',
    run(process, { operands }) {
      const [verb = ''] = operands.filter((word) => !word.startsWith('-'))
      const node = `rabbit@${process.host.name}`
      return call(process, '127.0.0.1', 5672, 60_000, ({ failure }) => {
        if (failure) {
          process.write(
            `Error:\nError: unable to perform an operation on node '${node}'. Please see diagnostics information and suggestions below.\n`,
            2,
          )
          return { exit: 69 }
        }
        const words: Readonly<Record<string, string>> = {
          ping: `Will ping ${node}. This only checks if the OS process is running and registered with epmd. Timeout: 60000 ms.\nPing succeeded\n`,
          check_running: `Checking if RabbitMQ is running on node ${node} ...\nRabbitMQ on node ${node} is fully booted and running\n`,
          check_local_alarms: `Asking node ${node} to report any local resource alarms ...\nNode ${node} reported no local alarms\n`,
          check_port_connectivity: `Testing TCP connections to all active listeners on node ${node} ...\nSuccessfully connected to ports 5672, 15672 on node ${node}.\n`,
          status: `Status of node ${node} ...\nRuntime\n\nOS PID: 1\n`,
          node_health_check: `Timeout: 70 seconds ...\nChecking health of node ${node} ...\nHealth check passed\n`,
        }
        const said = words[verb]
        if (said === undefined) return fail(process, `this simulator does not know ${verb}`, 64)
        out(process, said)
        return { exit: 0 }
      })
    },
  })

export const rabbitmqDiagnostics = rabbitNamed('rabbitmq-diagnostics')
export const rabbitmqctl = rabbitNamed('rabbitmqctl')

export const etcdctl = tool({
  name: 'etcdctl',
  about: 'etcd client: endpoint health, version; keeps no keys',
  run(process, { operands }) {
    const options = read(
      process,
      'endpoints: cacert: cert: key: w: write-out=w command-timeout: dial-timeout: cluster user:',
      operands,
    )
    const endpoint =
      (
        options.get('endpoints') ??
        variable(process, 'ETCDCTL_ENDPOINTS') ??
        '127.0.0.1:2379'
      ).split(',')[0] ?? ''
    const [, host = '', port = '2379'] = /^(?:https?:\/\/)?([^:/]+)(?::(\d+))?/.exec(endpoint) ?? []
    const verb = options.operands.join(' ')
    if (verb === 'version') {
      out(process, 'etcdctl version: 3.5.16\nAPI version: 3.5\n')
      return { exit: 0 }
    }
    if (verb !== 'endpoint health')
      return fail(process, `this simulator knows endpoint health and version: ${verb}`)
    return call(process, host, Number(port), 5000, ({ failure }) => {
      if (failure) {
        process.write(
          `${endpoint} is unhealthy: failed to commit proposal: context deadline exceeded\nError: unhealthy cluster\n`,
          2,
        )
        return { exit: 1 }
      }
      process.write(`${endpoint} is healthy: successfully committed proposal: took = 2.1ms\n`, 2)
      return { exit: 0 }
    })
  },
})
