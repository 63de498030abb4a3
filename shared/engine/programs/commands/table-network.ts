export { curl } from './curl.ts'
export { nc, ncat, netcat } from './nc.ts'
export { nslookup } from './nslookup.ts'
export { wget } from './wget.ts'
