import { NGINX_FILES } from '../programs/servers/nginx/files.ts'
import { image } from './image.ts'

/** Images that people start to look around in a cluster. */
export const tools = [
  image('curlimages/curl', 9, 'latest 7.78.0 7.84.0 7.87.0 8.1.2 8.4.0 8.5.0 8.7.1 8.10.1', {
    from: 'alpine',
    entrypoint: '/entrypoint.sh',
    wraps: 'curl',
    cmd: 'curl',
    commands: 'curl',
    user: ['curl_user', 100],
  }),
  image('nicolaka/netshoot', 180, 'latest v0.1 v0.11 v0.12 v0.13', {
    from: 'alpine',
    cmd: 'bash',
    commands: 'curl dns network bash',
    workdir: '/root',
  }),
  image(
    'praqma/network-multitool',
    25,
    'latest',
    {
      from: 'alpine',
      entrypoint: '/docker-entrypoint.sh',
      wraps: '',
      cmd: ['nginx', '-g', 'daemon off;'],
      commands: 'nginx curl dns network bash',
      files: NGINX_FILES,
      ports: [80, 443],
    },
    { aliases: ['wbitt/network-multitool'] },
  ),
  image('radial/busyboxplus', 5, 'latest curl', {
    from: 'busybox',
    cmd: '/bin/sh',
    commands: 'curl',
  }),
  image(
    'alpine/git',
    30,
    'latest v2.36.3 v2.43.0 v2.45.2 2.43.0 2.45.2',
    {
      from: 'alpine',
      entrypoint: 'git',
      cmd: '--help',
      workdir: '/git',
      commands: 'git',
    },
    { aliases: ['bitnami/git'] },
  ),
  image('alpine/curl', 5, 'latest 8.1.2 8.8.0', {
    from: 'alpine',
    entrypoint: 'curl',
    cmd: '--help',
    commands: 'curl',
  }),
  image(
    'bitnami/kubectl',
    90,
    'latest 1.29 1.30 1.31 1.32',
    {
      from: 'debian',
      entrypoint: 'kubectl',
      cmd: '--help',
      user: ['kubectl', 1001],
      commands: 'kubectl',
    },
    { aliases: ['alpine/k8s', 'rancher/kubectl'] },
  ),
]
