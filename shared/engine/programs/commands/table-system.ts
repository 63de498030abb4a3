export { busybox } from './busybox.ts'
export { env, printenv } from './env.ts'
export { hostname } from './hostname.ts'
export { arch, groups, id, nproc, uname, which, whoami } from './identity.ts'
export { kill } from './kill.ts'
export { go, java, node, npm, perl, php, pip, pip3, python, python3, ruby } from './languages.ts'
export { free, killall, pgrep, pidof, pkill, ps, top, uptime } from './processes.ts'
export { sleep, usleep } from './sleep.ts'
export { stress, stressNg } from './stress.ts'
export {
  nano,
  nice,
  nohup,
  setsid,
  stdbuf,
  time,
  timeout,
  tini,
  vi,
  vim,
  watch,
} from './wrappers.ts'
