import { isNewer } from '../../../images/version.ts'

const PAGE = (style: string) => `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
${style}</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`

const NEW = `html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
`
const OLD = `    body {
        width: 35em;
        margin: 0 auto;
        font-family: Tahoma, Verdana, Arial, sans-serif;
    }
`

const ERROR_PAGE = `<!DOCTYPE html>
<html>
<head>
<title>Error</title>
</head>
<body>
<h1>An error occurred.</h1>
<p>Sorry, the page you are looking for is currently unavailable.<br/>
Please try again later.</p>
</body>
</html>
`

const MAIN = `user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    keepalive_timeout  65;

    include /etc/nginx/conf.d/*.conf;
}
`

const SITE = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`

const TYPES = `types {
    text/html                 html htm shtml;
    text/css                  css;
    text/xml                  xml;
    text/plain                txt;
    image/gif                 gif;
    image/jpeg                jpeg jpg;
    image/png                 png;
    image/svg+xml             svg svgz;
    application/javascript    js;
    application/json          json;
    application/pdf           pdf;
    application/zip           zip;
}
`

/** What is in every nginx image: configuration and pages. */
export const NGINX_FILES = {
  '/etc/nginx/nginx.conf': MAIN,
  '/etc/nginx/conf.d/default.conf': SITE,
  '/etc/nginx/mime.types': TYPES,
  '/usr/share/nginx/html/index.html': PAGE(NEW),
  '/usr/share/nginx/html/50x.html': ERROR_PAGE,
}

/** The same for a version: before 1.21 the first page had 612 bytes instead of 615. */
export function nginxFiles(version: string): Readonly<Record<string, string>> {
  if (isNewer(version, '1.20.99')) return NGINX_FILES
  return { ...NGINX_FILES, '/usr/share/nginx/html/index.html': PAGE(OLD) }
}
