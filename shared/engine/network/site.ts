import type { HttpRequest, HttpResponse } from '../programs/net.ts'

/** What web servers out in the world answer: one short page, whoever they are. */
export function siteAnswer({ host, method, path }: HttpRequest): HttpResponse {
  const [file = '/'] = path.split('?')
  if (file !== '/' && file !== '/index.html') return page(404, 'Not Found', host, method)
  return page(200, host, `This page stands for ${host}, outside of the cluster.`, method)
}

function page(status: number, title: string, words: string, method: string): HttpResponse {
  const head = `<!doctype html>\n<html>\n<head><title>${title}</title></head>\n`
  const body = `${head}<body>\n<h1>${title}</h1>\n<p>${words}</p>\n</body>\n</html>\n`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(body.length),
    server: 'example',
  }
  return { status, headers, body: method === 'HEAD' ? '' : body }
}

/** Ports on which the world answers. */
export const SITE_PORTS: readonly number[] = [80, 443]
