import type { Unit } from '../life.ts'

/**
 * The number behind a port, which may be given by its name in the container. A text says why there
 * is none, in upstream's words. Source: pkg/probe ResolveContainerPort (v1.32).
 */
export function portOf({ spec }: Unit, port: number | string): number | string {
  if (typeof port === 'number') return port
  const named = spec.ports?.find(({ name }) => name === port)
  const number = named?.containerPort ?? Number(port)
  return Number.isInteger(number) ? number : `strconv.Atoi: parsing "${port}": invalid syntax`
}
