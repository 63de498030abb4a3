import { findImage } from '../images/find.ts'
import { parseReference } from '../images/reference.ts'
import type { Visit } from './contract.ts'
import type { Ports } from './ports.ts'
import { environmentOf } from '../volumes/environment.ts'
import type { ImageConfig } from '../programs/image-config.ts'
void findImage
void parseReference
void environmentOf
export function portsOf(visit: Visit): Ports {
  void visit
  const c = (): ImageConfig | undefined => undefined
  return { config: c } as unknown as Ports
}
