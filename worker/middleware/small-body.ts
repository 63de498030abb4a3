import { bodyLimit } from 'hono/body-limit'

/** Bodies of `/api` are small forms; manifests go to `/k8s`, which has a limit of its own. */
const MAX_BYTES = 64 * 1024

/** Refuses a larger body before it is read whole. */
export const smallBody = bodyLimit({
  maxSize: MAX_BYTES,
  onError: (c) =>
    c.json<{ error: string; message: string }>(
      { error: 'too-large', message: 'That is more than 64 kB: nothing was done.' },
      413,
    ),
})
