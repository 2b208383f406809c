import { repositoryOf } from '../shared/image-names.ts';

/** Last parts of repositories whose images hold data for other services. Docker Hub's categories, read 2026-11-22. */
const dataStores: ReadonlySet<string> = new Set(
  (
    'postgres postgresql postgis timescaledb pgvector mysql mysql-server mariadb percona percona-server mongo mongodb ' +
    'redis valkey keydb dragonfly memcached cassandra scylla couchdb couchbase influxdb neo4j clickhouse ' +
    'clickhouse-server elasticsearch opensearch rethinkdb arangodb cockroach etcd zookeeper mssql-server'
  ).split(' '),
);

/** The name of the data store that an image reference stands for; undefined for anything else. */
export function dataStoreOf(image: string): string | undefined {
  const repository = repositoryOf(image);
  if (/(?:^|\/)mssql\/server$/.test(repository)) return 'mssql-server';
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return dataStores.has(name) ? name : undefined;
}

/** Last parts of repositories of web servers and proxies, and of mail catchers: they speak to no data store by themselves. */
const frontEnds: ReadonlySet<string> = new Set(
  'nginx nginx-unprivileged nginx-proxy httpd caddy traefik haproxy envoy mailhog mailpit mailcatcher'.split(' '),
);

/** True for an image of a web server or proxy as such; one that was built from it may be anything. */
export function isFrontEnd(image: string): boolean {
  const repository = repositoryOf(image);
  return frontEnds.has(repository.slice(repository.lastIndexOf('/') + 1));
}
