import { hex16 } from '../luck.ts'
import type { ServiceAccount } from '../kinds/serviceaccount/schema.ts'
import { toBase64, utf8Bytes } from '../schema/text-bytes.ts'
import type { View } from '../store/view.ts'
import { parseTimestamp, SECOND, type Millis } from '../time.ts'
import type { Told } from './downward.ts'

const ISSUER = 'https://kubernetes.default.svc.cluster.local'
/** A token of an hour really lasts a year, for old clients. Upstream: ExtendExpiration. */
const YEAR_SECONDS = 31_536_007
/** It is renewed when four fifths of its time are over. Source: kubelet token manager. */
const RENEWED_AFTER = 0.8

/**
 * A service account's token as it looks: three parts of base64url. Its signature is a hash of
 * public facts, so it opens nothing outside, and nothing here.
 */
export function tokenOf(
  { pod, node }: Told,
  view: View,
  audience = '',
  expirationSeconds = 3_600,
): { token: string; at: Millis } {
  const namespace = pod.metadata.namespace ?? ''
  const account = pod.spec.serviceAccountName || 'default'
  const startedAt = parseTimestamp(pod.status.startTime ?? '') ?? view.now
  const periodMs = Math.floor(expirationSeconds * RENEWED_AFTER) * SECOND
  const at = startedAt + Math.floor(Math.max(0, view.now - startedAt) / periodMs) * periodMs
  const issued = Math.floor(at / SECOND)
  const isUsual = expirationSeconds === 3_607
  const identity = `${pod.metadata.uid} ${audience} ${issued}`
  const claims = {
    aud: [audience || ISSUER],
    exp: issued + (isUsual ? YEAR_SECONDS : expirationSeconds),
    iat: issued,
    iss: ISSUER,
    jti: uuid(identity),
    'kubernetes.io': {
      namespace,
      node: { name: node.metadata.name, uid: node.metadata.uid },
      pod: { name: pod.metadata.name, uid: pod.metadata.uid },
      serviceaccount: { name: account, uid: accountUid(view, namespace, account) },
      ...(isUsual ? { warnafter: issued + expirationSeconds } : {}),
    },
    nbf: issued,
    sub: `system:serviceaccount:${namespace}:${account}`,
  }
  const head = { alg: 'RS256', kid: hex16('key', ISSUER, 'kid') }
  const signed = `${part(head)}.${part(claims)}`
  return { token: `${signed}.${signature(identity)}`, at }
}

function accountUid(view: View, namespace: string, name: string): string {
  return view.get<ServiceAccount>('ServiceAccount', namespace, name)?.metadata.uid ?? ''
}

function part(value: object): string {
  return urlSafe(toBase64(utf8Bytes(JSON.stringify(value))))
}

/** As long as one of a 2048-bit key. */
function signature(identity: string): string {
  const digits = Array.from({ length: 32 }, (_none, index) => hex16('', identity, `${index}`))
  const octets = digits.join('').match(/../g) ?? []
  return urlSafe(toBase64(Uint8Array.from(octets, (octet) => parseInt(octet, 16))))
}

function uuid(identity: string): string {
  const digits = hex16('', identity, 'a') + hex16('', identity, 'b')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const urlSafe = (text: string): string =>
  text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
