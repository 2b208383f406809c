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
