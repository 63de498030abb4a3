export { curl } from './curl.ts'
export {
  etcdctl,
  mariadb,
  mariadbAdmin,
  mongo,
  mongosh,
  mysql,
  mysqladmin,
  pgIsReady,
  psql,
  rabbitmqctl,
  rabbitmqDiagnostics,
} from './databases.ts'
export { dig, getent, host } from './dns.ts'
export { git } from './git.ts'
export { grpcHealthProbe } from './grpc-health-probe.ts'
export { nc, ncat, netcat } from './nc.ts'
export { ifconfig, ip, netstat, route, ss, telnet } from './network.ts'
export { nslookup } from './nslookup.ts'
export { apk, apt, aptGet, dnf, microdnf, yum } from './packages.ts'
export { ping } from './ping.ts'
export { redisCli } from './redis-cli.ts'
export { wget } from './wget.ts'
