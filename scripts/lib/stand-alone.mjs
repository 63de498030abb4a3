import http from 'node:http'
import https from 'node:https'
import { Complaint } from './run.mjs'

/**
 * What `POST /api/clusters` answers: `path` carries a signed capability, `token` is the same right
 * as a bearer token. kubectl drops tokens over plain http, hence both.
 * @typedef {{ id: string, path: string, token: string }} StandAlone
 */

/**
 * Asks a server that runs with STANDALONE=1 for a new cluster.
 * @param {string} origin
 * @param {{ nodes: number, speed: number, seed: number }} wanted
 * @returns {Promise<StandAlone>}
 */
export async function createCluster(origin, wanted) {
  const { status, text } = await postJson(new URL('/api/clusters', origin), wanted)
  if (status === 200 || status === 201) return JSON.parse(text)
  throw new Complaint(`The server did not make a cluster (HTTP ${status}): ${text.slice(0, 500)}`)
}

/**
 * fetch() refuses the server's self-signed certificate; this accepts it, for our own loopback only.
 * @param {URL} url
 * @param {unknown} body
 * @returns {Promise<{ status: number, text: string }>}
 */
function postJson(url, body) {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((done, fail) => {
    const call = request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        rejectUnauthorized: false,
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => (text += chunk))
        response.on('end', () => done({ status: response.statusCode ?? 0, text }))
      },
    )
    call.on('error', fail)
    call.end(JSON.stringify(body))
  })
}

/**
 * The file that kubectl reads. Over http the right is in the path; over https it is the token.
 * JSON strings are YAML strings, so nothing needs a YAML library here.
 * @param {string} origin
 * @param {StandAlone} cluster
 */
export function kubeconfig(origin, { id, path, token }) {
  const isHttps = origin.startsWith('https:')
  const server = origin + (isHttps ? `/k8s/${id}` : path)
  return `apiVersion: v1
kind: Config
clusters:
- name: flotilla
  cluster:
    server: ${JSON.stringify(server)}
${isHttps ? '    insecure-skip-tls-verify: true\n' : ''}users:
- name: teacher
  user:
    token: ${JSON.stringify(token)}
contexts:
- name: flotilla
  context:
    cluster: flotilla
    user: teacher
    namespace: default
current-context: flotilla
`
}
