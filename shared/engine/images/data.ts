import { image, server } from './image.ts'

const REDIS = `latest alpine 3 3.2 4 4.0 5 5.0 5.0.4 6 6.0 6.0.5 6.2 6.2.6 7 7.0 7.0.5 7.2 7.2.4 7.4
  5-alpine 6-alpine 6.2-alpine 7-alpine 7.0-alpine 7.2-alpine 7.4-alpine 8 8.0`
const POSTGRES = `
  latest alpine 9.6 10 10.1 11 11.5 12 12.4 13 13.4 14 14.1 14.5 15 15.1 15.4 16 16.1
  16.2 16.4 17 17.0 13-alpine 14-alpine 15-alpine 16-alpine 17-alpine`
const MYSQL = 'latest lts 5.6 5.7 5.7.44 8 8.0 8.0.28 8.0.36 8.0.40 8.4 9 9.0 9.1'

/** Databases, caches, queues. */
export const data = [
  image('redis', 42, REDIS, server(6379)),
  image('memcached', 33, 'latest alpine 1 1.5 1.6 1.6-alpine 1.6.18 1.6.32', server(11_211)),
  image('postgres', 152, POSTGRES, server(5432)),
  image('mysql', 160, MYSQL, server(3306)),
  image('mariadb', 118, 'latest lts 10 10.6 10.11 11 11.4', server(3306)),
  image('mongo', 240, 'latest 3.6 4 4.0 4.2 4.4 5 5.0 6 6.0 7 7.0 8 8.0', server(27_017)),
  image('rabbitmq', 95, 'latest management 3 3.11 3.12 3.13 3-management 4 4.0', server(5672)),
  image('elasticsearch', 480, '7.17.9 7.17.21 8.11.1 8.13.4 8.15.0', server(9200, 9300)),
  image('cassandra', 155, 'latest 3 3.11 4 4.0 4.1 5.0', server(9042)),
  image('zookeeper', 120, 'latest 3.5 3.6 3.7 3.8 3.9', server(2181)),
  image('consul', 55, '1.11 1.12 1.13 1.14 1.15', server(8500)),
  image('influxdb', 110, 'latest 1.8 2.0 2.7', server(8086)),
  image('registry', 10, 'latest 2 2.7 2.8', server(5000)),
]
